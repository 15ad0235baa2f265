internal import TabaqaFeatureModel

/// The keys of the rows a layer holds, as digests, with their ids.
struct ExistingKeys {
    private(set) var ids: [UInt128: String] = [:]
    /// Keys that several rows share.
    private(set) var ambiguous: Set<UInt128> = []
    private(set) var rows = 0

    init() {}

    init(_ store: any FeatureStore, _ layer: LayerDefinition, _ key: KeyPlan) throws {
        var ids: [UInt128: String] = [:]
        var ambiguous: Set<UInt128> = []
        var rows = 0
        try store.scan(layer) { batch in
            rows += batch.count
            let digests = RowKeys.digests(
                batch.columns[key.index].values, layer: layer.id, folds: key.folds)
            for (row, digest) in digests.enumerated() {
                guard let digest, let id = batch.ids[row] else { continue }
                if ids.updateValue(id, forKey: digest) != nil { ambiguous.insert(digest) }
            }
        }
        self.ids = ids
        self.ambiguous = ambiguous
        self.rows = rows
    }
}
