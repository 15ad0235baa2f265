/// A store that remembers which sources were imported.
public protocol ImportLedger: FeatureStore {
    /// When a source of that hash was loaded into the layer, as milliseconds since 1970; nil if never.
    func imported(sourceHash: String, into layer: LayerDefinition) throws -> Int64?

    /// When the layer was last written, as milliseconds since 1970; nil if never.
    func lastChange(of layer: LayerDefinition) throws -> Int64?
}
