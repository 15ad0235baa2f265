internal import Synchronization
public import TabaqaFeatureModel

/// A `FeatureStore` that keeps everything in memory: for tests that are not about storage, and the second
/// witness of the conformance suite.
public final class MemoryStore: FeatureStore, ImportLedger {
    struct Row {
        var feature: Feature
        /// Rank in the order of loading.
        var rank: Int
    }

    struct Table {
        var shape: [String: PropertyType]
        var names: [String]
        var geometry: GeometryType
        var crs: CRS
        var revision: Int64 = 0
        var changed: Int64?
        var rows: [String: Row] = [:]
        var deletions: [ChangePage.Change] = []
        var sources: [String: Int64] = [:]
        var nextRank = 0
    }

    private let tables = Mutex<[String: Table]>([:])
    private let clock: @Sendable () -> Int64

    /// - Parameter clock: the time in milliseconds since 1970.
    public init(clock: @escaping @Sendable () -> Int64 = { 1_700_000_000_000 }) {
        self.clock = clock
    }

    public func prepare(_ catalog: LayerCatalog) throws {
        try tables.withLock { tables in
            var planned = tables
            var losses: [String] = []
            for layer in catalog.layers {
                let shape = Dictionary(uniqueKeysWithValues: layer.properties.map { ($0.name, $0.type) })
                let fresh = Table(
                    shape: shape, names: layer.properties.map(\.name), geometry: layer.geometry,
                    crs: layer.crs)
                guard var table = tables[layer.id] else {
                    planned[layer.id] = fresh
                    continue
                }
                let fits = table.shape.allSatisfy { name, type in
                    shape[name].map { PropertyColumn(emptyFor: $0).isLike(PropertyColumn(emptyFor: type)) }
                        ?? false
                }
                if fits, table.geometry == layer.geometry, table.crs == layer.crs {
                    table.reshape(to: layer)
                    planned[layer.id] = table
                } else if table.rows.isEmpty {
                    planned[layer.id] = fresh
                } else {
                    losses.append(layer.id)
                }
            }
            let wanted = Set(catalog.layers.map(\.id))
            for (id, table) in tables where !wanted.contains(id) {
                if table.rows.isEmpty { planned[id] = nil } else { losses.append(id) }
            }
            guard losses.isEmpty else {
                throw Fault(
                    .storeMigration, "Data would be lost in: \(losses.sorted().joined(separator: ", ")).")
            }
            tables = planned
        }
    }

    public func load(
        _ layer: LayerDefinition, _ options: LoadOptions, from next: () throws -> ValidatedBatch?
    ) throws -> LoadReceipt {
        var table = try snapshot(layer)
        var receipt = LoadReceipt(revision: table.revision)
        let before = table.revision
        while let batch = try next()?.features {
            for row in 0..<batch.count {
                table.take(batch.feature(row, revision: before + 1).stored, layer, options.mode, &receipt)
            }
        }
        guard receipt.inserted + receipt.updated > 0 else { return receipt }
        receipt.revision = before + 1
        table.revision = before + 1
        table.changed = clock()
        table.sources[options.sourceHash] = clock()
        let loaded = table
        try tables.withLock { tables in
            guard tables[layer.id]?.revision == before else {
                throw Fault(.storeBusy, "Another write came between.")
            }
            tables[layer.id] = loaded
        }
        return receipt
    }

    @discardableResult
    public func insert(_ feature: ValidatedBatch, into layer: LayerDefinition, by actor: String) throws
        -> Int64
    {
        let feature = feature.features.feature(0, revision: 0).stored
        return try edit(layer) { table in
            if let stored = table.rows[feature.id.text]?.feature {
                var comparable = stored
                comparable.revision = 0
                guard comparable == feature else { throw Fault(.storeConflict, "The id is taken.") }
                return stored.revision
            }
            return table.put(feature, at: clock())
        }
    }

    @discardableResult
    public func replace(
        _ feature: ValidatedBatch, in layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 {
        let feature = feature.features.feature(0, revision: 0).stored
        return try edit(layer) { table in
            try table.require(feature.id, expecting: revision)
            return table.put(feature, at: clock())
        }
    }

    @discardableResult
    public func delete(
        _ id: FeatureID, from layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 {
        try edit(layer) { table in
            try table.require(id, expecting: revision)
            table.revision += 1
            table.changed = clock()
            table.rows[id.text] = nil
            table.deletions.append(.init(id: id, revision: table.revision, isDeletion: true))
            return table.revision
        }
    }

    public func feature(_ id: FeatureID, in layer: LayerDefinition) throws -> Feature? {
        try snapshot(layer).rows[id.text]?.feature
    }

    public func page(_ layer: LayerDefinition, after id: FeatureID?, limit: Int) throws -> [Feature] {
        let features = try snapshot(layer).rows.values.map(\.feature).sorted { $0.id.precedes($1.id) }
        return Array(features.filter { id?.precedes($0.id) ?? true }.prefix(max(0, limit)))
    }

    @discardableResult
    public func scan(_ layer: LayerDefinition, _ visit: (FeatureBatch) throws -> Void) throws -> Int64 {
        let table = try snapshot(layer)
        let features = table.rows.values.sorted { $0.rank < $1.rank }.map(\.feature)
        for start in stride(from: 0, to: features.count, by: 4096) {
            var batch = FeatureBatch(emptyFor: layer)
            for feature in features[start..<min(start + 4096, features.count)] { batch.append(feature) }
            try visit(batch)
        }
        return table.revision
    }

    public func changes(
        _ layer: LayerDefinition, after cursor: ChangeCursor?, limit: Int
    ) throws -> ChangePage {
        let table = try snapshot(layer)
        let changes = table.rows.values.map {
            ChangePage.Change(id: $0.feature.id, revision: $0.feature.revision, isDeletion: false)
        }
        let later = (changes + table.deletions).filter { change in
            guard let cursor else { return true }
            return change.revision > cursor.revision
                || (change.revision == cursor.revision && cursor.id.precedes(change.id))
        }
        let ordered = later.sorted {
            $0.revision == $1.revision ? $0.id.precedes($1.id) : $0.revision < $1.revision
        }
        return ChangePage(revision: table.revision, changes: Array(ordered.prefix(max(0, limit))))
    }

    public func imported(sourceHash: String, into layer: LayerDefinition) throws -> Int64? {
        try snapshot(layer).sources[sourceHash]
    }

    public func lastChange(of layer: LayerDefinition) throws -> Int64? { try snapshot(layer).changed }

    private func snapshot(_ layer: LayerDefinition) throws -> Table {
        try tables.withLock { tables in
            guard let table = tables[layer.id] else {
                throw Fault(.storeMissing, "The store has no layer “\(layer.id)” yet.")
            }
            guard table.names == layer.properties.map(\.name), table.geometry == layer.geometry else {
                throw Fault(.storeMigration, "The stored layer “\(layer.id)” does not fit its definition.")
            }
            return table
        }
    }

    private func edit(_ layer: LayerDefinition, _ body: (inout Table) throws -> Int64) throws -> Int64 {
        _ = try snapshot(layer)
        return try tables.withLock { tables in
            guard var table = tables[layer.id] else { throw Fault(.storeMissing, "The layer vanished.") }
            let revision = try body(&table)
            tables[layer.id] = table
            return revision
        }
    }
}
