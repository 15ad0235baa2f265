/// Which rows of a layer take part. All parts must hold; what is nil does not restrict.
public struct Selection: Hashable, Sendable {
    /// Closed box in `extentCRS`.
    public var extent: Extent?
    public var extentCRS: CRS
    /// Closed interval of the layer's time property.
    public var interval: TimeInterval?
    /// Local hours 0–23.
    public var hours: Set<Int>?
    /// ISO weekdays, Monday 1 … Sunday 7, local.
    public var weekdays: Set<Int>?
    public var filter: Filter?
    /// Whether rows with a suspect place take part.
    public var includesFlagged: Bool

    public init(
        extent: Extent? = nil, extentCRS: CRS = .wgs84, interval: TimeInterval? = nil,
        hours: Set<Int>? = nil, weekdays: Set<Int>? = nil, filter: Filter? = nil,
        includesFlagged: Bool = false
    ) {
        self.extent = extent
        self.extentCRS = extentCRS
        self.interval = interval
        self.hours = hours
        self.weekdays = weekdays
        self.filter = filter
        self.includesFlagged = includesFlagged
    }
}
