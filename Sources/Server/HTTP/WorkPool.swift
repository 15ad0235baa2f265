internal import NIOPosix
internal import Synchronization

/// Threads for work that blocks, and a bound on how much may wait for one.
final class WorkPool: Sendable {
    /// Nothing takes work beyond the bound.
    struct Full: Error {}

    private let pool: NIOThreadPool
    private let most: Int
    private let count = Atomic<Int>(0)
    private let metrics: Metrics

    init(threads: Int, queue: Int, metrics: Metrics) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
        most = threads + queue
        self.metrics = metrics
    }

    /// New work: refused when too much waits already.
    ///
    /// - Throws: `Full`.
    func admit<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async throws -> Value {
        try await counted(most: most, body)
    }

    /// A further piece of work that was admitted before.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await counted(most: .max, body)
    }

    private func counted<Value: Sendable>(
        most: Int, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        // Counted first and looked at then, so that two at once do not both take the last place.
        let taken = count.wrappingAdd(1, ordering: .relaxed).newValue
        metrics.setQueued(taken)
        defer { metrics.setQueued(count.wrappingSubtract(1, ordering: .relaxed).newValue) }
        guard taken <= most else { throw Full() }
        return try await pool.runIfActive(body)
    }

    func end() async { try? await pool.shutdownGracefully() }
}
