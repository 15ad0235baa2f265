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
    /// A rate whose numerator is smaller is withheld as unreliable (`reliable_P` tells); nil: none is.
    public var reliableFrom: Int?
    /// Whether the answer carries the areas' (or events') shapes.
    public var wantsGeometry: Bool
    /// Whether the question will come again: which area each row lies in is then worked out for all rows and
    /// kept.
    public var isRepeated: Bool
    /// For whom the points are answered.
    public var audience: Audience
    /// For whom the areas are answered; nil: as `audience`.
    public var areasAudience: Audience?
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
        wantsGeometry = true
        isRepeated = false
        selection = SelectionRequest()
    }
}
