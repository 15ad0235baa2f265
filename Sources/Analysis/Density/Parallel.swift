internal import Dispatch

/// Loops that use all cores where the work is worth waking them. A tile is made on one core: many are made at
/// once.
enum Parallel {
    /// Steps below which one core is as fast.
    private static let least = 4_000_000

    /// - Parameter work: of all iterations together, in steps of about a nanosecond.
    static func perform(_ iterations: Int, work: Int, _ body: @Sendable (Int) -> Void) {
        if work < least || iterations < 2 {
            for iteration in 0..<iterations { body(iteration) }
        } else {
            DispatchQueue.concurrentPerform(iterations: iterations, execute: body)
        }
    }
}
