internal import CSpatialite
internal import TabaqaFeatureModel

/// Second names for the B-trees of an empty layer's table and of its two indexes, good for one connection and
/// until `forget`. Rows that go in by such a name leave the indexes alone; each index is then filled in its
/// own order, which spares SQLite its sorting: a million ids cost a third. SQLite's own RBU extension fills
/// databases in the same way and calls these tables imposters.
struct BareTrees {
    static let rows = Identifier("tabaqa_bare_rows")
    static let ids = Identifier("tabaqa_bare_ids")
    static let revisions = Identifier("tabaqa_bare_revisions")
    private let connection: SQLConnection

    /// Nil when the table is not just as we make it, or this SQLite cannot do it; indexes are then to be
    /// built as usual.
    init?(_ connection: SQLConnection, _ table: FeatureTable) throws {
        self.connection = connection
        guard try Self.isPlain(table, connection),
            let columns = try Self.columns(table, connection),
            let rowRoot = try Self.root(table.name, connection),
            let idRoot = try Self.root(table.idIndex, connection),
            let revisionRoot = try Self.root(table.revisionIndex, connection)
        else { return nil }
        let names: [(Identifier, Int32, String)] = [
            (Self.rows, rowRoot, "(\(columns))"),
            (Self.ids, idRoot, "(id TEXT, fid INTEGER, PRIMARY KEY (id, fid)) WITHOUT ROWID"),
            (
                Self.revisions, revisionRoot,
                "(revision INTEGER, fid INTEGER, PRIMARY KEY (revision, fid)) WITHOUT ROWID"
            ),
        ]
        for (name, root, body) in names {
            guard tabaqa_name_tree(connection.handle, root) == SQLITE_OK else { return nil }
            defer { _ = tabaqa_name_tree(connection.handle, 0) }
            try connection.execute("CREATE TABLE \(name) \(body)")
        }
        // A SQLite without imposters has made real tables.
        let made = try connection.integer(
            "SELECT count(*) FROM sqlite_master WHERE name LIKE 'tabaqa\\_bare\\_%' ESCAPE '\\'")
        guard made == 0 else {
            for (name, _, _) in names { try connection.execute("DROP TABLE \(name)") }
            return nil
        }
    }

    func forget() {
        _ = tabaqa_forget_tree_names(connection.handle)
    }

    /// Whether the table is empty and nothing but our two indexes hangs on it.
    private static func isPlain(_ table: FeatureTable, _ connection: SQLConnection) throws -> Bool {
        let indexes = try connection.rows(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?1 COLLATE NOCASE",
            .text(table.layer)
        ).map { $0[0] ?? "" }
        guard try connection.integer("SELECT 1 FROM \(table.name) LIMIT 1") == nil else { return false }
        return Set(indexes) == [table.createIDIndex, table.createRevisionIndex]
    }

    /// The table's columns as they lie in its rows; nil when one of a stranger asks for a value of its own.
    private static func columns(_ table: FeatureTable, _ connection: SQLConnection) throws -> String? {
        let own: Set<String> = ["fid", "id", "_revision", "_flags"]
        let rows = try connection.rows(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1) ORDER BY cid",
            .text(table.layer))
        var lines: [String] = []
        for row in rows {
            guard let name = row[0], let type = row[1], !type.isEmpty, row[5] == "0",
                (row[4] == "1") == (name == "fid"),
                own.contains(name) || (row[2] == "0" && row[3] == nil)
            else { return nil }
            lines.append(
                name == "fid" ? "fid INTEGER PRIMARY KEY" : "\(Identifier(name)) \(Identifier(type))")
        }
        return lines.isEmpty ? nil : lines.joined(separator: ", ")
    }

    private static func root(_ name: Identifier, _ connection: SQLConnection) throws -> Int32? {
        try connection.integer("SELECT rootpage FROM sqlite_master WHERE name = ?1", .text(name.name))
            .flatMap { Int32(exactly: $0) }.flatMap { $0 > 1 ? $0 : nil }
    }
}
