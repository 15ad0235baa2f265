internal import TabaqaFeatureModel

/// The keys of the rows a layer holds, with their ids.
struct ExistingKeys {
    private(set) var ids: [String: String] = [:]
    /// Keys that several rows share.
    private(set) var ambiguous: Set<String> = []

    init() {}

    init(_ store: any FeatureStore, _ layer: LayerDefinition, _ key: KeyPlan) throws {
        var ids: [String: String] = [:]
        var ambiguous: Set<String> = []
        try store.scan(layer) { batch in
            for (row, text) in RowKeys.texts(batch.columns[key.index].values, folds: key.folds).enumerated() {
                guard let text, let id = batch.ids[row] else { continue }
                if ids.updateValue(id, forKey: text) != nil { ambiguous.insert(text) }
            }
        }
        self.ids = ids
        self.ambiguous = ambiguous
    }
}
