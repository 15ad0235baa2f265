public import TabaqaFeatureModel

extension SpatiaLiteStore {
    public func prepare(_ catalog: LayerCatalog) throws {
        try write { connection in
            let tables = try catalog.layers.map { try FeatureTable($0) }
            try requireDistinct(tables)
            var stored: [String: String] = [:]
            for row in try connection.rows("SELECT id, definition FROM tabaqa_layers") {
                if let id = row[0], let definition = row[1] { stored[id] = definition }
            }
            var plan: [String] = []
            var steps: [() throws -> Void] = []
            for table in tables {
                guard let text = stored.removeValue(forKey: table.layer) else {
                    steps.append { try Self.create(table, connection) }
                    continue
                }
                guard let old = StorageDefinition(json: text) else {
                    throw Fault(
                        .storeDamaged, "The store's record of layer “\(table.layer)” cannot be read.",
                        remedy: "Restore the newest backup (made by “tabaqa backup”).")
                }
                if old == table.storage { continue }
                let migration = MigrationPlan(from: old, to: table)
                if migration.losses.isEmpty {
                    steps.append { try Self.extend(table, by: migration.added, connection) }
                } else if try Self.isEmpty(table.name, connection) {
                    steps.append {
                        try Self.drop(FeatureTable(table.layer, old), connection)
                        try Self.create(table, connection)
                    }
                } else {
                    plan += migration.lines.map { "  \(table.layer): \($0)" }
                }
            }
            for (layer, text) in stored.sorted(by: { $0.key < $1.key }) {
                guard let old = StorageDefinition(json: text) else { continue }
                let table = FeatureTable(layer, old)
                if try Self.isEmpty(table.name, connection) {
                    steps.append { try Self.drop(table, connection) }
                } else {
                    let rows = try connection.integer("SELECT count(*) FROM \(table.name)") ?? 0
                    plan.append("  \(layer): the layer with its \(rows) rows is removed")
                }
            }
            guard plan.isEmpty else {
                throw Fault(
                    .storeMigration,
                    "The changed definitions would lose data; nothing was changed. The plan:\n"
                        + plan.joined(separator: "\n") + "\n",
                    remedy:
                        "Undo these changes of the definitions, or export the layer, empty it and import it "
                        + "again.")
            }
            for step in steps { try step() }
        }
    }

    private func requireDistinct(_ tables: [FeatureTable]) throws {
        var seen: Set<String> = []
        for table in tables {
            let name = table.layer.lowercased()
            guard !name.isEmpty, !name.hasPrefix("sqlite_"), !name.hasPrefix("tabaqa_"),
                !name.hasPrefix("idx_"),
                !name.contains("\0")
            else {
                throw Fault(
                    .catalogInvalid, "A layer cannot be called “\(table.layer)”.",
                    remedy: "Names that begin with sqlite_, tabaqa_ or idx_ belong to the store.")
            }
            guard seen.insert(name).inserted else {
                throw Fault(
                    .catalogInvalid, "Two layers are called “\(table.layer)”.",
                    remedy: "SQL does not tell upper from lower case; rename one.")
            }
        }
    }

    private static func isEmpty(_ name: Identifier, _ connection: SQLConnection) throws -> Bool {
        try connection.integer("SELECT 1 FROM \(name) LIMIT 1") == nil
    }

    private static func create(_ table: FeatureTable, _ connection: SQLConnection) throws {
        let clash = try connection.integer(
            "SELECT count(*) FROM sqlite_master WHERE lower(name) = lower(?1)", .text(table.layer))
        guard clash == 0 else {
            throw Fault(
                .catalogInvalid,
                "Layer “\(table.layer)” cannot be made: the store holds another table of that name.",
                remedy: "Rename the layer, or drop that table if it is yours.")
        }
        try connection.execute(table.createTable)
        if let geometry = table.storage.geometry {
            let known = try connection.integer(
                "SELECT count(*) FROM spatial_ref_sys WHERE srid = ?1", .integer(Int64(table.storage.srid)))
            guard known == 1 else {
                throw Fault(
                    .crsUnknown,
                    "Layer “\(table.layer)”: SpatiaLite does not know EPSG:\(table.storage.srid).",
                    remedy: "Choose another storage CRS, e.g. EPSG:4326.")
            }
            // SpatiaLite tells failure by its answer, not by an error.
            let registered = try connection.integer(
                "SELECT RecoverGeometryColumn(?1, 'geometry', ?2, ?3, 'XY')", .text(table.layer),
                .integer(Int64(table.storage.srid)), .text(geometry.rawValue))
            let indexed = try connection.integer(
                "SELECT CreateSpatialIndex(?1, 'geometry')", .text(table.layer))
            guard registered == 1, indexed == 1 else {
                throw Fault(
                    .storeFailure, "SpatiaLite could not register the geometry of layer “\(table.layer)”.")
            }
        }
        try connection.execute(table.createIDIndex)
        try connection.execute(table.createRevisionIndex)
        for trigger in table.triggers { try connection.execute(trigger.sql) }
        // A layer that comes back goes on counting where it was.
        try connection.run(
            "INSERT INTO tabaqa_layers (id, definition, revision) VALUES (?1, ?2, (SELECT max(ifnull((SELECT "
                + "max(revision) FROM tabaqa_audit WHERE layer = ?1), 0), ifnull((SELECT max(revision) FROM "
                + "tabaqa_deletions WHERE layer = ?1), 0))))",
            .text(table.layer), .text(try table.storage.json()))
    }

    private static func extend(
        _ table: FeatureTable, by columns: [FeatureTable.Column], _ connection: SQLConnection
    ) throws {
        for column in columns { try connection.execute(table.addColumn(column)) }
        // They name the columns.
        try SpatiaLiteStore.renewTriggers(of: table, connection)
        try connection.run(
            "UPDATE tabaqa_layers SET definition = ?2, revision = revision + ?3 WHERE id = ?1",
            .text(table.layer), .text(try table.storage.json()), .integer(columns.isEmpty ? 0 : 1))
    }

    private static func drop(_ table: FeatureTable, _ connection: SQLConnection) throws {
        if table.hasGeometry {
            for function in ["DisableSpatialIndex", "DiscardGeometryColumn"] {
                let done = try connection.integer("SELECT \(function)(?1, 'geometry')", .text(table.layer))
                guard done == 1 else {
                    throw Fault(.storeFailure, "SpatiaLite could not let go of layer “\(table.layer)”.")
                }
            }
            try connection.execute("DROP TABLE IF EXISTS \(table.index)")
        }
        try connection.execute("DROP TABLE \(table.name)")
        try connection.run("DELETE FROM tabaqa_layers WHERE id = ?1", .text(table.layer))
    }
}
