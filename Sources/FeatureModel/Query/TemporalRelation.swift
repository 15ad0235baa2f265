/// The temporal predicates of CQL2, after Allen's interval algebra.
public enum TemporalRelation: String, Sendable, CaseIterable {
    case after = "t_after", before = "t_before", contains = "t_contains", disjoint = "t_disjoint"
    case during = "t_during", equals = "t_equals", finishedBy = "t_finishedby", finishes = "t_finishes"
    case intersects = "t_intersects", meets = "t_meets", metBy = "t_metby", overlappedBy = "t_overlappedby"
    case overlaps = "t_overlaps", startedBy = "t_startedby", starts = "t_starts"
}

/// An instant or an interval: an instant is the interval whose ends are the same.
public struct TemporalOperand: Hashable, Sendable {
    public enum Bound: Hashable, Sendable {
        /// `'..'`: before or after everything.
        case open
        /// A day from its first to its last millisecond, or an instant.
        case literal(TimeInterval)
        /// A property of type date or date and time.
        case property(String)

        var property: String? { if case .property(let name) = self { name } else { nil } }
    }

    public var start: Bound
    public var end: Bound

    public init(start: Bound, end: Bound) {
        self.start = start
        self.end = end
    }

    public static func property(_ name: String) -> TemporalOperand {
        TemporalOperand(start: .property(name), end: .property(name))
    }

    public static func period(_ period: TimeInterval) -> TemporalOperand {
        TemporalOperand(start: .literal(period), end: .literal(period))
    }

    public var properties: Set<String> { Set([start.property, end.property].compactMap { $0 }) }
}
