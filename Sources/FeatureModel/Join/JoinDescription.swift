/// How a join was made, and its accounts.
public struct JoinDescription: Hashable, Sendable {
    public enum Relation: Hashable, Sendable {
        case within
        case nearest
        /// Metres.
        case distance(Double)
        case attribute(left: String, right: String)
    }

    public var points: String
    public var areas: String
    public var relation: Relation
    /// Whether the table has one row per event instead of one per area.
    public var isEach: Bool
    /// Selected events.
    public var total: Int
    public var assigned: Int
    /// `total − assigned`.
    public var unassigned: Int { total - assigned }
    /// Part of `unassigned`: rows without a usable place.
    public var suspect: Int
    /// Of attribute joins: rows whose name matches nothing, by name, most frequent first.
    public var unmatched: [Named]
    /// Of attribute joins: rows whose name matches several areas.
    public var ambiguous: [Named]
    public var period: TimeInterval?
    public var newestRecord: Int64?
    public var pointsRevision: Int64
    public var areasRevision: Int64

    public struct Named: Hashable, Sendable {
        public var name: String
        public var count: Int

        public init(name: String, count: Int) {
            self.name = name
            self.count = count
        }
    }

    public init(
        points: String, areas: String, relation: Relation, isEach: Bool, total: Int, assigned: Int,
        suspect: Int, unmatched: [Named] = [], ambiguous: [Named] = [], period: TimeInterval? = nil,
        newestRecord: Int64? = nil, pointsRevision: Int64, areasRevision: Int64
    ) {
        self.points = points
        self.areas = areas
        self.relation = relation
        self.isEach = isEach
        self.total = total
        self.assigned = assigned
        self.suspect = suspect
        self.unmatched = unmatched
        self.ambiguous = ambiguous
        self.period = period
        self.newestRecord = newestRecord
        self.pointsRevision = pointsRevision
        self.areasRevision = areasRevision
    }
}
