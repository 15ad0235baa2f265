internal import TabaqaFeatureModel

/// What changed in a store, whether it signals changes or has to be asked.
struct ChangeFeed: Sendable {
    let store: any FeatureStore
    /// More changes than this are read as a whole layer.
    static let limit = 20_000

    private var signal: (any ChangeSignalling)? { store as? any ChangeSignalling }

    /// Differs from every earlier one once the layer changed; may also differ when another layer did.
    func stamp(_ layer: LayerDefinition) throws -> UInt64 {
        if let signal { return signal.changeStamp() }
        return UInt64(bitPattern: try store.changes(layer, after: nil, limit: 0).revision)
    }

    func revision(_ layer: LayerDefinition) throws -> Int64 {
        if let signal {
            guard let revision = try signal.revisions()[layer.id] else {
                throw Fault(
                    .storeMissing, "The store has no layer “\(layer.id)” yet.", remedy: "Run “tabaqa init”.")
            }
            return revision
        }
        return try store.changes(layer, after: nil, limit: 0).revision
    }

    /// Nil when it is better to read the whole layer again.
    func rows(_ layer: LayerDefinition, changedAfter revision: Int64) throws -> ChangedRows? {
        if let signal { return try signal.rows(of: layer, changedAfter: revision, limit: Self.limit) }
        // A store of nine verbs: ids first, then their rows; again when another change came between.
        for _ in 0..<3 {
            let page = try store.changes(
                layer, after: ChangeCursor(revision: revision + 1, id: FeatureID("")), limit: Self.limit + 1)
            guard page.changes.count <= Self.limit, page.revision >= revision else { return nil }
            var changed = ChangedRows(
                revision: page.revision, rows: FeatureBatch(emptyFor: layer), gone: [])
            for id in Set(page.changes.map(\.id)) {
                if let feature = try store.feature(id, in: layer) {
                    changed.rows.append(feature)
                } else {
                    changed.gone.append(id)
                }
            }
            if try store.changes(layer, after: nil, limit: 0).revision == page.revision { return changed }
        }
        return nil
    }
}
