/// How a density grid was made: everything its legend must say.
public struct DensityDescription: Hashable, Sendable {
    public var layer: String
    public var kernel: Kernel
    /// Metres on the ground.
    public var bandwidth: Double
    /// The weight property; nil: events are counted.
    public var weight: String?
    /// Unit of the weight, where it has one.
    public var weightUnit: String?
    public var isPerYear: Bool
    /// The years divided by, when `isPerYear` (of 365.2425 days).
    public var years: Double?
    /// The selected interval, else the extent of the events' times.
    public var period: TimeInterval?
    public var used: Int
    /// Σ of the weights used.
    public var weightSum: Double
    /// Selected rows that did not take part, by reason (`suspect place`, `no place`, `no weight` …).
    public var leftOut: [LeftOut]
    /// Cells withheld by the release gate; nil where nothing was withheld.
    public var suppressedCells: Int?
    public var newestRecord: Int64?
    public var revision: Int64
    /// Ground area of a cell at the grid's middle, km².
    public var cellArea: Double
    /// The selection's filter as the caller wrote it.
    public var filterText: String?

    public struct LeftOut: Hashable, Sendable {
        public var reason: String
        public var count: Int

        public init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
        }
    }

    public init(
        layer: String, kernel: Kernel, bandwidth: Double, weight: String?, weightUnit: String?,
        isPerYear: Bool, years: Double?, period: TimeInterval?, used: Int, weightSum: Double,
        leftOut: [LeftOut], suppressedCells: Int? = nil, newestRecord: Int64?, revision: Int64,
        cellArea: Double, filterText: String? = nil
    ) {
        self.layer = layer
        self.kernel = kernel
        self.bandwidth = bandwidth
        self.weight = weight
        self.weightUnit = weightUnit
        self.isPerYear = isPerYear
        self.years = years
        self.period = period
        self.used = used
        self.weightSum = weightSum
        self.leftOut = leftOut
        self.suppressedCells = suppressedCells
        self.newestRecord = newestRecord
        self.revision = revision
        self.cellArea = cellArea
        self.filterText = filterText
    }

    /// `events/km²`, `events/(km²·a)`, `TRY/km²`, `severity/km²` …
    public var unit: String {
        let numerator = weight == nil ? "events" : weightUnit ?? weight ?? "events"
        return isPerYear ? "\(numerator)/(km²·a)" : "\(numerator)/km²"
    }
}
