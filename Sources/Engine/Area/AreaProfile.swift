public import TabaqaFeatureModel

/// One area across the departments: what the viewer may see of every observation layer in it.
public struct AreaProfile: Sendable, Equatable {
    /// One layer in the area.
    public struct Entry: Sendable, Equatable {
        public var layer: String
        /// Nil where withheld; everything below is then nil or empty too, but for `areas`.
        public var count: Int?
        /// Events per unit of the denominator property; nil without one or where withheld.
        public var rate: Double?
        /// The areas' property divided by, e.g. the population.
        public var denominator: String?
        public var denominatorValue: Double?
        /// 1: the highest rate (or count, without a denominator) of all areas; nil where withheld.
        public var rank: Int?
        public var areas: Int
        /// Counts of the last months, oldest first; `month` is `2026-11`. Empty where the layer has no time
        /// or the counts are withheld.
        public var trend: [(month: String, count: Int)]
        /// Milliseconds since 1970, of the whole layer.
        public var newest: Int64?
        /// Milliseconds past due; nil when nothing is.
        public var overdue: Int64?

        public init(
            layer: String, count: Int?, rate: Double?, denominator: String?, denominatorValue: Double?,
            rank: Int?, areas: Int, trend: [(month: String, count: Int)], newest: Int64?, overdue: Int64?
        ) {
            self.layer = layer
            self.count = count
            self.rate = rate
            self.denominator = denominator
            self.denominatorValue = denominatorValue
            self.rank = rank
            self.areas = areas
            self.trend = trend
            self.newest = newest
            self.overdue = overdue
        }

        public static func == (left: Entry, right: Entry) -> Bool {
            left.layer == right.layer && left.count == right.count && left.rate == right.rate
                && left.denominator == right.denominator && left.denominatorValue == right.denominatorValue
                && left.rank == right.rank && left.areas == right.areas && left.newest == right.newest
                && left.overdue == right.overdue && left.trend.elementsEqual(right.trend, by: ==)
        }
    }

    public var area: Released<FeatureBatch>
    public var entries: [Entry]

    public init(area: Released<FeatureBatch>, entries: [Entry]) {
        self.area = area
        self.entries = entries
    }

    public static func == (left: AreaProfile, right: AreaProfile) -> Bool {
        left.area.value == right.area.value && left.entries == right.entries
    }
}
