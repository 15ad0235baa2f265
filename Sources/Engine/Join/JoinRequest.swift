public import TabaqaAnalysis
public import TabaqaFeatureModel

/// A join as a caller wants it.
public struct JoinRequest: Sendable {
    public var points: String
    public var areas: String
    public var relation: JoinDescription.Relation
    public var aggregates: JoinAggregates
    /// One row per event instead of one per area.
    public var isEach: Bool
    public var audience: Audience
    public var selection: SelectionRequest

    public init(points: String, areas: String, audience: Audience) {
        self.points = points
        self.areas = areas
        self.audience = audience
        relation = .within
        aggregates = JoinAggregates()
        isEach = false
        selection = SelectionRequest()
    }
}
