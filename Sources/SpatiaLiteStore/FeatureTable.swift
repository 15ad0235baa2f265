internal import TabaqaFeatureModel

/// The SQL of one layer's table. Everything that names a layer or property in SQL is made here.
struct FeatureTable {
    struct Column {
        var property: String
        var name: Identifier
        var type: StorageDefinition.ColumnType
    }

    static let geometryColumn = "geometry"

    let layer: String
    let name: Identifier
    let storage: StorageDefinition
    let columns: [Column]

    init(_ layer: LayerDefinition) throws {
        self.init(layer.id, try StorageDefinition(layer))
    }

    init(_ layer: String, _ storage: StorageDefinition) {
        self.layer = layer
        self.storage = storage
        name = Identifier(layer)
        // A property may be called like a column of ours; its column then gets a trailing underscore.
        let reserved: Set<String> = [
            "fid", "id", "rowid", "oid", "_rowid_", "geometry", "_revision", "_flags",
        ]
        var taken = reserved.union(storage.columns.map { $0.name.lowercased() })
        columns = storage.columns.map { column in
            var name = column.name
            if reserved.contains(name.lowercased()) {
                while taken.contains(name.lowercased()) { name += "_" }
                taken.insert(name.lowercased())
            }
            return Column(property: column.name, name: Identifier(name), type: column.type)
        }
    }

    var hasGeometry: Bool { storage.geometry != nil }
    var index: Identifier { Identifier(indexName) }
    var indexName: String { "idx_\(layer)_\(Self.geometryColumn)" }
    var idIndex: Identifier { Identifier("tabaqa_\(layer)_id") }
    var revisionIndex: Identifier { Identifier("tabaqa_\(layer)_revision") }

    /// One of the R*Tree's shadow tables: `node`, `rowid` or `parent`.
    func shadow(_ part: String) -> Identifier { Identifier(indexName + "_" + part) }

    var createTable: String {
        var lines = ["fid INTEGER PRIMARY KEY", "id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16))))"]
        lines += columns.map { "\($0.name) \($0.type.rawValue)" }
        if let geometry = storage.geometry { lines.append("geometry \(geometry.rawValue)") }
        lines += ["_revision INTEGER NOT NULL DEFAULT 0", "_flags INTEGER NOT NULL DEFAULT 0"]
        return "CREATE TABLE \(name) (\n    " + lines.joined(separator: ",\n    ") + "\n)"
    }

    func addColumn(_ column: Column) -> String {
        "ALTER TABLE \(name) ADD COLUMN \(column.name) \(column.type.rawValue)"
    }

    var createIDIndex: String { "CREATE UNIQUE INDEX \(idIndex) ON \(name) (id)" }
    var createRevisionIndex: String { "CREATE INDEX \(revisionIndex) ON \(name) (_revision)" }
    var dropIndexes: String {
        "DROP INDEX IF EXISTS \(idIndex); DROP INDEX IF EXISTS \(revisionIndex)"
    }

    /// Our four triggers, by name. What they write down of a row that others change is what `remember` does.
    var triggers: [(name: String, sql: String)] {
        triggers(String(decoding: PackageResources.triggers_sql, as: UTF8.self))
    }

    /// The triggers of schema 1.
    var formerTriggers: [(name: String, sql: String)] {
        triggers(String(decoding: PackageResources.triggers_1_sql, as: UTF8.self))
    }

    private func triggers(_ template: String) -> [(name: String, sql: String)] {
        let parts = template.split(separator: "\nEND;").filter { $0.contains("CREATE TRIGGER") }
        let kinds = ["insert", "update", "delete", "renumber"]
        return zip(kinds, parts).map { kind, part in
            let trigger = "tabaqa_\(layer)_\(kind)"
            var sql = part.drop { $0 == "\n" } + "\nEND"
            sql.replace("$" + kind.uppercased(), with: Identifier(trigger).description)
            sql.replace("$TABLE", with: name.description)
            sql.replace("$LAYER", with: Identifier.literal(layer))
            sql.replace("$GEOMETRY", with: hasGeometry ? "OLD.geometry" : "NULL")
            sql.replace("$PROPERTIES", with: object { "OLD.\($0.name)" })
            return (trigger, String(sql))
        }
    }

    /// SQL of a JSON object of all properties by their names.
    func object(_ value: (Column) -> String) -> String {
        // A function of SQLite takes at most 127 arguments; json_patch leaves out nulls, which say nothing.
        let chunk = 60
        var object = ""
        for start in stride(from: 0, to: max(columns.count, 1), by: chunk) {
            let pairs = columns[start..<min(start + chunk, columns.count)].map {
                "\(Identifier.literal($0.property)), \(json(value($0), $0.type))"
            }
            let part = "json_object(\(pairs.joined(separator: ", ")))"
            object = object.isEmpty ? part : "json_patch(\(object), \(part))"
        }
        return object
    }

    /// `id`, `_flags`, `_revision`, then geometry where there is one, then the properties.
    var selection: String {
        let fixed = ["id", "_flags", "_revision"] + (hasGeometry ? ["geometry"] : [])
        return (fixed + columns.map(\.name.description)).joined(separator: ", ")
    }

    /// Index of the first property in `selection`.
    var firstProperty: Int32 { hasGeometry ? 4 : 3 }

    var selectAll: String { "SELECT \(selection) FROM \(name)" }
    var selectByID: String { "SELECT \(selection), fid FROM \(name) WHERE id = ?1" }
    var selectPage: String { "SELECT \(selection) FROM \(name) WHERE id > ?1 ORDER BY id LIMIT ?2" }
    var selectFirst: String { "SELECT \(selection) FROM \(name) ORDER BY id LIMIT ?1" }

    /// Parameters: fid, id, flags, revision, geometry where there is one, properties.
    func insert(into name: Identifier, ignoringExisting: Bool) -> String {
        let fixed = ["fid", "id", "_flags", "_revision"] + (hasGeometry ? ["geometry"] : [])
        let names = fixed + columns.map(\.name.description)
        let parameters = (1...names.count).map { "?\($0)" }.joined(separator: ", ")
        return "INSERT \(ignoringExisting ? "OR IGNORE " : "")INTO \(name) (\(names.joined(separator: ", ")))"
            + " VALUES (\(parameters))"
    }

    /// Parameters as `insert`, of which those not named are unused; the row is found by fid.
    ///
    /// - Parameter review: whether the state of review is written too; else it stays.
    func update(_ written: [Int], geometry: Bool, review: Bool = false) -> String {
        let mask = FeatureFlags.review.rawValue
        let flags = review ? "?3" : "(?3 & ~\(mask)) | (_flags & \(mask))"
        var sets = ["_revision = ?4"]
        if geometry {
            sets.append("_flags = " + flags)
            if hasGeometry { sets.append("geometry = ?5") }
        }
        let first = hasGeometry ? 6 : 5
        sets += written.map { "\(columns[$0].name) = ?\(first + $0)" }
        return "UPDATE \(name) SET " + sets.joined(separator: ", ") + " WHERE fid = ?1"
    }

    /// SQL of a value as it goes into JSON: a number by all of its digits, where SQLite's own fifteen lose some. A blob
    /// or an infinity, which a program may have put into any cell, has no JSON.
    private func json(_ value: String, _ type: StorageDefinition.ColumnType) -> String {
        guard type == .decimal else { return "CASE typeof(\(value)) WHEN 'blob' THEN NULL ELSE \(value) END" }
        return
            "CASE typeof(\(value)) WHEN 'blob' THEN NULL WHEN 'real' THEN CASE WHEN abs(\(value)) < 9e999 THEN "
            + "json(printf('%!.17g', \(value))) END ELSE \(value) END"
    }

    /// Copies row `?1` into the history. Parameters: fid, ending revision, time, actor, action.
    var remember: String {
        "INSERT OR REPLACE INTO tabaqa_history SELECT \(Identifier.literal(layer)), id, _revision, ?2, "
            + "?3, ?4, ?5, \(object { $0.name.description }), \(hasGeometry ? "geometry" : "NULL"), _flags "
            + "FROM \(name) WHERE fid = ?1"
    }

    /// Rows as `selection` has them, out of a table of ours that keeps them as JSON, with the terms of its own.
    func selectKept(from kept: String, _ terms: String, and more: String = "") -> String {
        let fixed =
            ["\(kept).\(kept == "tabaqa_history" ? "id" : "feature")", "flags", "revision"]
            + (hasGeometry ? ["geometry"] : [])
        let values = columns.map {
            "json_extract(properties, \(Identifier.literal("$.\"\($0.property)\"")))"
        }
        return "SELECT \((fixed + values).joined(separator: ", "))\(more) FROM \(kept) WHERE \(terms)"
    }

    /// Keeps a row that waits. Parameters as `insert`, with the instance in the place of the fid.
    var wait: String {
        let first = hasGeometry ? 6 : 5
        var number = first - 1
        let properties = object { _ in
            number += 1
            return "?\(number)"
        }
        return
            "INSERT OR REPLACE INTO tabaqa_waiting (layer, instance, feature, flags, revision, geometry, properties) "
            + "VALUES (\(Identifier.literal(layer)), ?1, ?2, ?3, ?4, \(hasGeometry ? "?5" : "NULL"), \(properties))"
    }
}
