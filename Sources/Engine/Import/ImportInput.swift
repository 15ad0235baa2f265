internal import TabaqaFeatureModel

/// All rows of a file, decoded and in the layer's CRS.
struct ImportInput {
    var features: FeatureBatch
    /// Record numbers in the source, one per row of `features`.
    var rows: [Int] = []
    /// Records read, those rejected included.
    var read = 0
    var hasGeometry = false
    /// The layer's, when the file was read.
    var revision: Int64 = 0
    /// Whether the layer is known to hold no row yet.
    var isFirst = false
    /// Properties the file has a column for.
    var present: Set<String> = []

    init(layer: LayerDefinition) {
        features = FeatureBatch(emptyFor: layer)
    }
}
