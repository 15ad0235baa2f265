/// What layers, departments and properties may be called: names that are safe as table and column names, in
/// URLs, in CQL2 and in a spreadsheet's header.
public enum DefinitionNames {
    public static let longest = 48

    /// Why `name` is no layer or department id; nil when it is one.
    public static func problem(id name: String) -> String? {
        guard isWord(name, separator: 0x2D) else {
            return "must be a–z, 0–9 and -, begin with a letter and have at most \(longest) characters"
        }
        return reserved.contains(name) || reservedTables.contains(name) ? "is a word of SQL" : nil
    }

    /// Why `name` is no property's name; nil when it is one.
    public static func problem(property name: String) -> String? {
        guard isWord(name, separator: 0x5F) else {
            return "must be a–z, 0–9 and _, begin with a letter and have at most \(longest) characters"
        }
        if name == "meta" { return "is where forms keep what is about themselves" }
        if ours.contains(name) { return "is a column every layer has already" }
        return reserved.contains(name) ? "is a word of SQL or CQL2" : nil
    }

    private static func isWord(_ name: String, separator: UInt8) -> Bool {
        guard let first = name.utf8.first, (0x61...0x7A).contains(first), name.utf8.count <= longest else {
            return false
        }
        return name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == separator
        }
    }

    private static let ours: Set<String> = [
        "fid", "id", "geometry", "rowid", "oid", "ogc_fid", "shape", "geom",
    ]

    private static let reservedTables: Set<String> = [
        "spatialindex", "knn", "knn2", "elementarygeometries", "sqlite", "view", "trigger",
    ]

    /// Words that are reserved in SQLite and PostgreSQL alike, or are operators of CQL2.
    private static let reserved: Set<String> = [
        "all", "alter", "and", "as", "between", "by", "case", "check", "column", "constraint", "create",
        "default", "delete", "distinct", "drop", "else", "exists", "false", "for", "foreign", "from", "group",
        "having", "in", "index", "insert", "into", "is", "join", "like", "limit", "not", "null", "on", "or",
        "order", "primary", "references", "select", "set", "table", "then", "to", "true", "union", "unique",
        "update", "using", "values", "when", "where", "with",
    ]
}
