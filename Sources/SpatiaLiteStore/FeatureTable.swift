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

    /// Our four triggers, by name.
    var triggers: [(name: String, sql: String)] { Self.triggers(of: layer) }

    static func triggers(of layer: String) -> [(name: String, sql: String)] {
        let template = String(decoding: PackageResources.triggers_sql, as: UTF8.self)
        let parts = template.split(separator: "\nEND;").filter { $0.contains("CREATE TRIGGER") }
        let kinds = ["insert", "update", "delete", "renumber"]
        return zip(kinds, parts).map { kind, part in
            let trigger = "tabaqa_\(layer)_\(kind)"
            var sql = part.drop { $0 == "\n" } + "\nEND"
            sql.replace("$" + kind.uppercased(), with: Identifier(trigger).description)
            sql.replace("$TABLE", with: Identifier(layer).description)
            sql.replace("$LAYER", with: Identifier.literal(layer))
            return (trigger, String(sql))
        }
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
    func update(_ written: [Int], geometry: Bool) -> String {
        var sets = ["_revision = ?4"]
        if geometry {
            sets.append("_flags = ?3")
            if hasGeometry { sets.append("geometry = ?5") }
        }
        let first = hasGeometry ? 6 : 5
        sets += written.map { "\(columns[$0].name) = ?\(first + $0)" }
        return "UPDATE \(name) SET " + sets.joined(separator: ", ") + " WHERE fid = ?1"
    }

    /// Copies row `?1` into the history. Parameters: fid, ending revision, time, actor, action.
    var remember: String {
        // A function of SQLite takes at most 127 arguments; json_patch leaves out nulls, which say nothing.
        let chunk = 60
        var object = ""
        for start in stride(from: 0, to: max(columns.count, 1), by: chunk) {
            let pairs = columns[start..<min(start + chunk, columns.count)].map {
                "\(Identifier.literal($0.property)), \($0.name)"
            }
            let part = "json_object(\(pairs.joined(separator: ", ")))"
            object = object.isEmpty ? part : "json_patch(\(object), \(part))"
        }
        return
            "INSERT OR REPLACE INTO tabaqa_history SELECT \(Identifier.literal(layer)), id, _revision, ?2, "
            + "?3, ?4, ?5, \(object), \(hasGeometry ? "geometry" : "NULL"), _flags FROM \(name) WHERE fid = ?1"
    }
}
