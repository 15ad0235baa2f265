/// Rows decoded against a layer's definition and not yet validated: columns in the layer's declared order,
/// geometry in the layer's CRS, and each row's number in its source.
public struct ObservationBatch: Sendable {
    public var features: FeatureBatch
    /// Record numbers in the source, from 1; one per row of `features`.
    public var rows: [Int]

    public init(features: FeatureBatch, rows: [Int]) {
        self.features = features
        self.rows = rows
    }
}
