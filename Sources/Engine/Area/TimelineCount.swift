public enum TimelineStep: String, Sendable, CaseIterable { case day, month, year }

/// How many events fall in one period.
public struct TimelineCount: Sendable, Equatable {
    /// `2026`, `2026-11` or `2026-11-23`, local.
    public var period: String
    public var count: Int

    public init(period: String, count: Int) {
        self.period = period
        self.count = count
    }
}
