/// What may leave of a layer that may not leave exactly.
public struct DisclosurePolicy: Hashable, Sendable {
    /// A published cell or count is fed by at least this many events (and subjects, where one is named).
    public var minimumCount: Int
    /// Side of the fixed square grid, metres in the city's metric CRS.
    public var grid: Double
    /// The length of the disjoint closed time windows, if any.
    public var window: ISODuration?
    /// The property that names a person or household; nil: rows are counted.
    public var subject: String?

    public init(minimumCount: Int, grid: Double, window: ISODuration? = nil, subject: String? = nil) {
        self.minimumCount = minimumCount
        self.grid = grid
        self.window = window
        self.subject = subject
    }
}
