/// The form in which a layer would leave.
public enum ReleaseShape: String, Sendable, CaseIterable {
    /// Rows: features, joins with one row per event, tables of a reference layer.
    case features
    /// A kernel density surface made from exact places.
    case density
    /// Counts on the layer's own fixed grid.
    case cells
    /// Counts, sums and rates per area of another layer.
    case areaAggregates
    /// Row count, newest record and duty.
    case summary
}
