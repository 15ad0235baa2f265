internal import Synchronization
internal import TabaqaFeatureModel

extension SpatiaLiteStore {
    /// Brings a store of schema 1 forward, in one transaction: the tables of the field, and triggers that keep what
    /// other programs change.
    func raiseSchema() throws {
        if try read({ try Self.schemaVersion($0) }) == StoreFile.schemaVersion { return }
        try write { connection in
            // Another process may have been quicker.
            guard try Self.schemaVersion(connection) == 1 else { return }
            try connection.execute(String(decoding: PackageResources.field_sql, as: UTF8.self))
            for row in try connection.rows("SELECT id, definition FROM tabaqa_layers") {
                guard let layer = row[0], let storage = row[1].flatMap(StorageDefinition.init(json:)) else {
                    throw Fault(
                        .storeDamaged, "The store's record of layer “\(row[0] ?? "")” cannot be read.",
                        remedy: "Restore the newest backup (made by “tabaqa backup”).")
                }
                try Self.renewTriggers(of: FeatureTable(layer, storage), connection)
            }
        }
    }

    static func renewTriggers(of table: FeatureTable, _ connection: SQLConnection) throws {
        for trigger in table.triggers {
            try connection.execute("DROP TRIGGER IF EXISTS \(Identifier(trigger.name))")
            try connection.execute(trigger.sql)
        }
    }

    private static func schemaVersion(_ connection: SQLConnection) throws -> Int64? {
        try connection.integer("SELECT CAST(value AS INTEGER) FROM tabaqa_meta WHERE key = 'schema_version'")
    }

    /// Runs `body` on one consistent state; gives `otherwise` for a store of schema 1 that was opened for reading
    /// only and so has nothing from the field.
    func readField<Result>(
        otherwise empty: Result, _ body: (SQLConnection) throws -> Result
    ) throws -> Result {
        try read { connection in
            if !hasField.load(ordering: .relaxed) {
                guard try Self.schemaVersion(connection) ?? 0 >= 2 else { return empty }
                hasField.store(true, ordering: .relaxed)
            }
            return try body(connection)
        }
    }
}
