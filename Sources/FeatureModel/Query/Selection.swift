/// Which rows of a layer take part. All parts must hold; what is nil does not restrict.
public struct Selection: Hashable, Sendable {
    /// Closed box in `extentCRS`. In degrees, one whose `maxX` lies beyond 180 or west of `minX` crosses the
    /// 180th meridian; see `extentParts`.
    public var extent: Extent?
    public var extentCRS: CRS
    /// Closed interval of the layer's time property.
    public var interval: TimeInterval?
    /// Local hours 0–23.
    public var hours: Set<Int>?
    /// ISO weekdays, Monday 1 … Sunday 7, local.
    public var weekdays: Set<Int>?
    public var filter: Filter?
    /// Of the geometries in `filter`.
    public var filterCRS: CRS
    /// Whether rows with a suspect place take part.
    public var includesFlagged: Bool
    /// How long finding the rows may take.
    public var budget: StatementBudget

    public init(
        extent: Extent? = nil, extentCRS: CRS = .wgs84, interval: TimeInterval? = nil,
        hours: Set<Int>? = nil, weekdays: Set<Int>? = nil, filter: Filter? = nil,
        filterCRS: CRS = .wgs84, includesFlagged: Bool = false, budget: StatementBudget = StatementBudget()
    ) {
        self.extent = extent
        self.extentCRS = extentCRS
        self.interval = interval
        self.hours = hours
        self.weekdays = weekdays
        self.filter = filter
        self.filterCRS = filterCRS
        self.includesFlagged = includesFlagged
        self.budget = budget
    }

    /// The box as boxes that do not cross the 180th meridian; nil when there is none.
    public var extentParts: [Extent]? {
        guard let extent else { return nil }
        return extentCRS == .wgs84 ? extent.meridianParts : [extent]
    }
}
