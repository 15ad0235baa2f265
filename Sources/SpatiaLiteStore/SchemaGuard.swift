internal import CSpatialite
internal import TabaqaFeatureModel

/// The writer trusts the file's triggers, because SpatiaLite's need it; so a file may hold none but ours and
/// SpatiaLite's own, compared word for word with what SpatiaLite makes in a fresh database.
enum SchemaGuard {
    private static let probe = "tabaqa_probe_table"
    private static let probeColumn = "tabaqa_probe_column"

    private struct Entry: Hashable {
        var type: String
        var name: String
        var sql: String
    }

    /// - Throws: `store.unsafe`, naming the first triggers and views that do not belong.
    static func examine(_ connection: SQLConnection) throws {
        let strangers = try strangers(connection)
        guard !strangers.isEmpty else { return }
        throw Fault(
            .storeUnsafe,
            "The store holds triggers or views that neither Tabaqa nor SpatiaLite made: "
                + strangers.prefix(5).joined(separator: ", ") + (strangers.count > 5 ? ", …" : "") + ".",
            remedy:
                "Drop them if you know where they come from (DROP TRIGGER, DROP VIEW), or restore a backup.")
    }

    /// The triggers and views that do not belong, as `trigger name`.
    static func strangers(_ connection: SQLConnection) throws -> [String] {
        let found = try entries(connection)
        let reference = try reference()
        var allowed = reference.base
        for table in Set(found.filter { $0.entry.type == "trigger" }.map(\.table)) {
            // geometry_columns has names in lower case, the triggers have them as the table does.
            let columns = try connection.rows(
                "SELECT name FROM pragma_table_info(?1) WHERE lower(name) IN (SELECT lower(f_geometry_column) FROM "
                    + "geometry_columns WHERE lower(f_table_name) = lower(?1))", .text(table))
            for column in columns.compactMap({ $0[0] }) {
                for entry in reference.perLayer { allowed.insert(renamed(entry, table, column)) }
            }
        }
        for row in try connection.rows("SELECT id, definition FROM tabaqa_layers") {
            guard let layer = row[0], let storage = row[1].flatMap(StorageDefinition.init(json:)) else {
                continue
            }
            let table = FeatureTable(layer, storage)
            for trigger in table.triggers + table.formerTriggers {
                allowed.insert(Entry(type: "trigger", name: trigger.name, sql: trigger.sql))
            }
        }
        return found.filter { !allowed.contains($0.entry) }.map { "\($0.entry.type) \($0.entry.name)" }
            .sorted()
    }

    private static func renamed(_ entry: Entry, _ table: String, _ column: String) -> Entry {
        func replaced(_ text: String) -> String {
            var text = text
            text.replace(probe, with: table)
            text.replace(probeColumn, with: column)
            return text
        }
        return Entry(type: entry.type, name: replaced(entry.name), sql: replaced(entry.sql))
    }

    private static func entries(
        _ connection: SQLConnection
    ) throws -> [(entry: Entry, table: String)] {
        try connection.rows(
            "SELECT type, name, sql, tbl_name FROM sqlite_master WHERE type IN ('trigger', 'view')"
        ).map { row in
            (Entry(type: row[0] ?? "", name: row[1] ?? "", sql: row[2] ?? ""), row[3] ?? "")
        }
    }

    /// What the SpatiaLite at hand makes for itself, and for a spatial table.
    private static func reference() throws -> (base: Set<Entry>, perLayer: [Entry]) {
        try SpatialConnection.withRaw(":memory:", flags: SQLITE_OPEN_READWRITE) { connection in
            try SpatialConnection.attach(connection.handle)
            // As InitSpatialMetaDataFull(1), without the six thousand reference systems, which cost 40 ms.
            let steps = [
                "SELECT InitSpatialMetaDataFull(1, 'NONE')", "SELECT InsertEpsgSrid(4326)",
                "SELECT CreateIsoMetadataTables()",
            ]
            for step in steps { _ = try connection.integer(step) }
            let base = Set(try entries(connection).map(\.entry))
            try connection.execute("CREATE TABLE \(probe) (fid INTEGER PRIMARY KEY, \(probeColumn) POINT)")
            let recovered = try connection.integer(
                "SELECT RecoverGeometryColumn('\(probe)', '\(probeColumn)', 4326, 'POINT', 'XY')")
            let indexed = try connection.integer("SELECT CreateSpatialIndex('\(probe)', '\(probeColumn)')")
            guard recovered == 1, indexed == 1 else {
                throw Fault(.storeFailure, "SpatiaLite could not lay out a table to compare with.")
            }
            let all = try entries(connection).map(\.entry)
            return (base, all.filter { !base.contains($0) })
        }
    }
}
