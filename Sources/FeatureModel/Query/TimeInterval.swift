/// A closed interval in milliseconds since 1970-01-01T00:00Z; nil is open.
public struct TimeInterval: Hashable, Sendable {
    public var start: Int64?
    /// Included: the last millisecond of the interval.
    public var end: Int64?

    public init(start: Int64?, end: Int64?) {
        self.start = start
        self.end = end
    }

    public func contains(_ instant: Int64) -> Bool {
        (start.map { instant >= $0 } ?? true) && (end.map { instant <= $0 } ?? true)
    }
}
