public import TabaqaFeatureModel

extension SpatiaLiteStore {
    public func load(
        _ layer: LayerDefinition, _ options: LoadOptions, from next: () throws -> ValidatedBatch?
    ) throws -> LoadReceipt {
        let receipt = try write { connection in
            let (table, revision) = try table(layer, connection)
            let load = try BulkLoad(connection, layer, table, revision: revision, options)
            while let batch = try next() { try load.add(batch.features) }
            return try load.finish()
        }
        if receipt.inserted + receipt.updated > 10_000 { foldLog() }
        return receipt
    }
}

extension SpatiaLiteStore: ImportLedger {
    public func imported(sourceHash: String, into layer: LayerDefinition) throws -> Int64? {
        try read { connection in
            let at = try connection.text(
                "SELECT max(at) FROM tabaqa_audit WHERE layer = ?1 AND source_hash = ?2", .text(layer.id),
                .text(sourceHash))
            return Self.milliseconds(at)
        }
    }

    public func lastChange(of layer: LayerDefinition) throws -> Int64? {
        try read { connection in
            let at = try connection.text("SELECT changed FROM tabaqa_layers WHERE id = ?1", .text(layer.id))
            return Self.milliseconds(at)
        }
    }

    private static func milliseconds(_ time: String?) -> Int64? {
        guard var time else { return nil }
        return time.withUTF8(CellText.instant)
    }
}
