internal import ServiceLifecycle

/// A server inside another program: it runs until it is told to stop.
public final class RunningServer: Sendable {
    public let port: Int
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(port: Int, group: ServiceGroup, task: Task<Void, any Error>) {
        self.port = port
        self.group = group
        self.task = task
    }

    /// Takes no more connections, finishes the requests that run, and returns.
    public func stop() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }
}

extension ServerApplication {
    /// Starts serving; signals stay the program's own business.
    ///
    /// - Throws: `file.unwritable` where the address is taken.
    public func start() async throws -> RunningServer {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let (groups, group) = AsyncStream<ServiceGroup>.makeStream()
        let task = Task {
            defer {
                port.finish()
                group.finish()
            }
            try await serve(signals: [], onStart: { port.yield($0) }, group: { group.yield($0) })
        }
        for await group in groups {
            for await port in ports { return RunningServer(port: port, group: group, task: task) }
        }
        try await task.value
        throw CancellationError()
    }
}
