public import TabaqaFeatureModel

extension SpatiaLiteStore {
    /// Rows in one batch of a scan.
    private static let batchSize = 65_536

    @discardableResult
    public func scan(_ layer: LayerDefinition, _ visit: (FeatureBatch) throws -> Void) throws -> Int64 {
        try read { connection in
            let (table, revision) = try table(layer, connection)
            let statement = try SQLStatement(connection, table.selectAll)
            let reader = BatchReader(layer, table)
            while try statement.step() {
                reader.append(statement.handle)
                if reader.count == Self.batchSize { try visit(reader.take()) }
            }
            if reader.count > 0 { try visit(reader.take()) }
            return revision
        }
    }

    public func feature(_ id: FeatureID, in layer: LayerDefinition) throws -> Feature? {
        try read { connection in
            let (table, _) = try table(layer, connection)
            return try features(layer, table, connection, table.selectByID, [.text(id.text)]).first
        }
    }

    public func page(_ layer: LayerDefinition, after id: FeatureID?, limit: Int) throws -> [Feature] {
        guard limit > 0 else { return [] }
        return try read { connection in
            let (table, _) = try table(layer, connection)
            let limit = SQLValue.integer(Int64(limit))
            guard let id else { return try features(layer, table, connection, table.selectFirst, [limit]) }
            return try features(layer, table, connection, table.selectPage, [.text(id.text), limit])
        }
    }

    private func features(
        _ layer: LayerDefinition, _ table: FeatureTable, _ connection: SQLConnection, _ sql: String,
        _ values: [SQLValue]
    ) throws -> [Feature] {
        let statement = try SQLStatement(connection, sql)
        try statement.bind(values)
        let reader = BatchReader(layer, table)
        while try statement.step() { reader.append(statement.handle) }
        return reader.takeFeatures()
    }
}
