public import TabaqaColumns
public import TabaqaFeatureModel

/// What to work out per area.
public struct JoinAggregates: Hashable, Sendable {
    /// Numeric properties of the joined rows.
    public var sum: [String]
    public var mean: [String]
    public var minimum: [String]
    public var maximum: [String]
    /// Numeric properties of the areas to divide the count by.
    public var per: [String]
    /// A rate whose numerator is smaller is withheld as unreliable, and `reliable_P` tells; nil: none is.
    public var reliableFrom: Int?

    public init(
        sum: [String] = [], mean: [String] = [], minimum: [String] = [], maximum: [String] = [],
        per: [String] = [], reliableFrom: Int? = nil
    ) {
        self.sum = sum
        self.mean = mean
        self.minimum = minimum
        self.maximum = maximum
        self.per = per
        self.reliableFrom = reliableFrom
    }
}

/// Two layers and how to answer for them.
public struct JoinInputs: Sendable {
    public var points: LayerColumns
    public var pointsLayer: LayerDefinition
    public var areas: LayerColumns
    public var areasLayer: LayerDefinition
    /// Of the points.
    public var selection: Selection
    public var aggregates: JoinAggregates
    /// One row per event instead of one per area.
    public var isEach: Bool
    /// Whether the table carries shapes; without them its geometry is `none`.
    public var wantsGeometry: Bool
    /// Whether the question will come again: the area of every row is then kept with the points' columns.
    public var isRepeated: Bool

    public init(
        points: LayerColumns, pointsLayer: LayerDefinition, areas: LayerColumns, areasLayer: LayerDefinition,
        selection: Selection = Selection(), aggregates: JoinAggregates = JoinAggregates(),
        isEach: Bool = false, wantsGeometry: Bool = true, isRepeated: Bool = false
    ) {
        self.points = points
        self.pointsLayer = pointsLayer
        self.areas = areas
        self.areasLayer = areasLayer
        self.selection = selection
        self.aggregates = aggregates
        self.isEach = isEach
        self.wantsGeometry = wantsGeometry
        self.isRepeated = isRepeated
    }
}
