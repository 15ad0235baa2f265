internal import CSpatialite
internal import Glibc
public import TabaqaFeatureModel

extension SpatiaLiteStore: StoreMaintenance {
    /// Checks the file, and every layer it holds, whether `catalog` names it or not.
    public func verify(_ catalog: LayerCatalog) throws -> [StoreCheck] {
        try SpatialConnection.withRaw(path, flags: SQLITE_OPEN_READONLY) { connection in
            try SpatialConnection.attach(connection.handle)
            // CheckSpatialIndex logs each call in this table; a passing one of the same name takes the lines.
            try connection.execute(
                "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE spatialite_history AS SELECT * FROM "
                    + "main.spatialite_history WHERE 0")
            try connection.execute("BEGIN")
            var checks = [try integrity(connection), try schema(connection)]
            var missing = Set(catalog.layers.map(\.id))
            for row in try connection.rows("SELECT id, definition FROM tabaqa_layers ORDER BY id") {
                guard let id = row[0] else { continue }
                missing.remove(id)
                guard let storage = row[1].flatMap(StorageDefinition.init(json:)) else {
                    checks.append(
                        StoreCheck(name: "\(id): definition", holds: false, detail: "cannot be read"))
                    continue
                }
                checks += try examine(FeatureTable(id, storage), connection)
            }
            for id in missing.sorted() {
                checks.append(
                    StoreCheck(name: "\(id): table", holds: false, detail: "missing: run “tabaqa init”"))
            }
            return checks
        }
    }

    private func integrity(_ connection: SQLConnection) throws -> StoreCheck {
        let lines = try connection.rows("PRAGMA integrity_check(20)").compactMap { $0[0] }
        return StoreCheck(name: "file", holds: lines == ["ok"], detail: lines.joined(separator: "; "))
    }

    private func schema(_ connection: SQLConnection) throws -> StoreCheck {
        let strangers = try SchemaGuard.strangers(connection)
        return StoreCheck(
            name: "foreign triggers and views", holds: strangers.isEmpty,
            detail: strangers.isEmpty ? "none" : strangers.joined(separator: ", "))
    }

    private func examine(_ table: FeatureTable, _ connection: SQLConnection) throws -> [StoreCheck] {
        let found = Set(
            try connection.rows(
                "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index') AND tbl_name = ?1 COLLATE NOCASE",
                .text(table.layer)
            ).compactMap { $0[0] })
        var expected = table.triggers.map(\.name) + [table.idIndex.name, table.revisionIndex.name]
        if table.hasGeometry {
            expected += ["ggi", "ggu", "gii", "giu", "gid"].map { "\($0)_\(table.layer)_geometry" }
        }
        let absent = expected.filter { !found.contains($0) }
        var checks = [
            StoreCheck(
                name: "\(table.layer): triggers and indexes", holds: absent.isEmpty,
                detail: absent.isEmpty
                    ? "\(expected.count) present" : "missing: \(absent.joined(separator: ", "))")
        ]
        guard table.hasGeometry else { return checks }
        let structure = try connection.text("SELECT rtreecheck(?1)", .text(table.indexName)) ?? "no answer"
        checks.append(
            StoreCheck(name: "\(table.layer): index structure", holds: structure == "ok", detail: structure))
        let agreement = try connection.integer(
            "SELECT CheckSpatialIndex(?1, 'geometry')", .text(table.layer))
        let places =
            try connection.integer("SELECT count(*) FROM \(table.name) WHERE geometry IS NOT NULL") ?? -1
        let boxes = try connection.integer("SELECT count(*) FROM \(table.shadow("rowid"))") ?? -2
        checks.append(
            StoreCheck(
                name: "\(table.layer): index agrees with rows", holds: agreement == 1 && places == boxes,
                detail: "\(places) places, \(boxes) boxes"))
        return checks
    }

    public func backup(to target: String) throws {
        guard !StoreFile.exists(target) else {
            throw Fault(
                .fileUnwritable, "“\(target)” exists already.", remedy: "Choose another name for the backup.")
        }
        let draft = "\(target).new-\(UInt32.random(in: 0 ... .max))"
        defer { unlink(draft) }
        // A connection of its own, so that writing goes on beside it.
        try SpatialConnection.withRaw(path, flags: SQLITE_OPEN_READONLY) { connection in
            try connection.run("VACUUM INTO ?1", .text(draft))
        }
        try StoreFile.requireOurs(draft)
        try SpatialConnection.withRaw(draft, flags: SQLITE_OPEN_READONLY) { connection in
            let answer = try connection.text("PRAGMA quick_check(1)") ?? "no answer"
            guard answer == "ok" else {
                throw Fault(
                    .storeDamaged, "The copy does not hold together (\(answer)); it was thrown away.",
                    remedy: "Run “tabaqa verify”; the store itself may be damaged.")
            }
        }
        try StoreFile.publish(draft, as: target)
    }
}
