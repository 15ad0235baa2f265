public import TabaqaFeatureModel

/// “Who and what is inside this polygon?”, asked of many layers at once.
public struct InsideRequest: Sendable {
    /// A polygon or multi-polygon in EPSG:4326, longitude first.
    public var area: Geometry
    /// Layers and for whom each is answered, in the order of the answer.
    public var layers: [(id: String, audience: Audience)]
    /// Of the layers that have a time.
    public var datetime: String?

    public init(area: Geometry, layers: [(id: String, audience: Audience)], datetime: String? = nil) {
        self.area = area
        self.layers = layers
        self.datetime = datetime
    }
}

/// What one layer holds inside the polygon.
public struct InsideAnswer: Sendable, Equatable {
    /// Σ of a numeric property over the features inside; of areas, weighted by the share of each area's
    /// ground inside, which assumes that the property is spread evenly.
    public struct Total: Sendable, Equatable {
        public var property: String
        public var unit: String?
        public var sum: Double
        public var isAreaWeighted: Bool

        public init(property: String, unit: String?, sum: Double, isAreaWeighted: Bool) {
            self.property = property
            self.unit = unit
            self.sum = sum
            self.isAreaWeighted = isAreaWeighted
        }
    }

    public var layer: String
    /// Features inside or, of lines and areas, that meet the polygon; nil where withheld.
    public var count: Int?
    public var totals: [Total]
    /// By code of the first `code` property: how many of each.
    public var byCode: [(property: String, code: String, count: Int)]
    /// Milliseconds since 1970.
    public var newest: Int64?
    public var isWithheld: Bool

    public init(
        layer: String, count: Int?, totals: [Total], byCode: [(property: String, code: String, count: Int)],
        newest: Int64?, isWithheld: Bool
    ) {
        self.layer = layer
        self.count = count
        self.totals = totals
        self.byCode = byCode
        self.newest = newest
        self.isWithheld = isWithheld
    }

    public static func == (left: InsideAnswer, right: InsideAnswer) -> Bool {
        left.layer == right.layer && left.count == right.count && left.totals == right.totals
            && left.newest == right.newest && left.isWithheld == right.isWithheld
            && left.byCode.elementsEqual(right.byCode, by: ==)
    }
}
