public import TabaqaFeatureModel

/// A join as a caller wants it.
public struct JoinRequest: Sendable {
    public var points: String
    public var areas: String
    public var relation: JoinDescription.Relation
    /// Numeric properties of the joined rows to aggregate.
    public var sum: [String]
    public var mean: [String]
    public var minimum: [String]
    public var maximum: [String]
    /// Numeric properties of the areas to divide the count by.
    public var per: [String]
    /// One row per event instead of one per area.
    public var isEach: Bool
    public var audience: Audience
    public var selection: SelectionRequest

    public init(points: String, areas: String, audience: Audience) {
        self.points = points
        self.areas = areas
        self.audience = audience
        relation = .within
        sum = []
        mean = []
        minimum = []
        maximum = []
        per = []
        isEach = false
        selection = SelectionRequest()
    }
}
