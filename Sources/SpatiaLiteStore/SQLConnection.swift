internal import CSpatialite
internal import TabaqaFeatureModel

/// A value bound to or read from a statement outside the hot paths.
enum SQLValue {
    case null
    case integer(Int64)
    case decimal(Double)
    case text(String)
    case blob([UInt8])

    init(_ text: String?) {
        self = text.map(SQLValue.text) ?? .null
    }
}

/// The raw SQLite connection, borrowed from GRDB for the length of one access or opened by `StoreFile`.
struct SQLConnection {
    let handle: OpaquePointer

    /// Runs every statement of `sql`.
    func execute(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code, sql) }
    }

    /// Runs one statement to its end.
    func run(_ sql: String, _ values: SQLValue...) throws {
        let statement = try SQLStatement(self, sql)
        try statement.bind(values)
        while try statement.step() {}
    }

    /// The first column of the first row as an integer; nil for no row or null.
    func integer(_ sql: String, _ values: SQLValue...) throws -> Int64? {
        let statement = try SQLStatement(self, sql)
        try statement.bind(values)
        return try statement.step() && !statement.isNull(0) ? statement.integer(0) : nil
    }

    /// The first column of the first row as text; nil for no row or null.
    func text(_ sql: String, _ values: SQLValue...) throws -> String? {
        let statement = try SQLStatement(self, sql)
        try statement.bind(values)
        return try statement.step() ? statement.text(0) : nil
    }

    /// All rows, every column as text.
    func rows(_ sql: String, _ values: SQLValue...) throws -> [[String?]] {
        let statement = try SQLStatement(self, sql)
        try statement.bind(values)
        var rows: [[String?]] = []
        while try statement.step() {
            rows.append((0..<sqlite3_column_count(statement.handle)).map { statement.text($0) })
        }
        return rows
    }

    var changes: Int32 { sqlite3_changes(handle) }

    func fault(_ code: Int32, _ sql: String = "") -> Fault {
        Fault(sqlite: code, String(cString: sqlite3_errmsg(handle)), sql: sql)
    }
}
