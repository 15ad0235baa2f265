/// Hears how far long work has come.
public protocol ProgressReporter: Sendable {
    /// - Parameters:
    ///   - phase: what is being done, for a person.
    ///   - fraction: 0 … 1.
    ///   - rows: rows done so far, for a rate.
    func report(phase: ProgressPhase, fraction: Double, rows: Int)
    /// The work is over; whatever was drawn should go.
    func finish()
}

/// The long parts of the work.
public enum ProgressPhase: String, Sendable {
    case reading, checking, sorting, storing, columns, writing
}

/// Hears nothing.
public struct NoProgress: ProgressReporter {
    public init() {}
    public func report(phase: ProgressPhase, fraction: Double, rows: Int) {}
    public func finish() {}
}
