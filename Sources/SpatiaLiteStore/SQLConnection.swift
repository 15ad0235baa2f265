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

    init(_ number: Int64?) {
        self = number.map(SQLValue.integer) ?? .null
    }
}

/// The raw SQLite connection, borrowed from GRDB for the length of one access or opened by `StoreFile`.
struct SQLConnection {
    let handle: OpaquePointer
    /// Of the one connection that writes single rows again and again.
    var cache: StatementCache?

    init(handle: OpaquePointer, cache: StatementCache? = nil) {
        self.handle = handle
        self.cache = cache
    }

    /// Runs every statement of `sql`.
    func execute(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code, sql) }
    }

    /// Gives `body` the statement, ready to be bound; afterwards it holds no row and no value.
    func statement<Result>(_ sql: String, _ body: (SQLStatement) throws -> Result) throws -> Result {
        let statement = try cache?.statement(sql, self) ?? SQLStatement(self, sql)
        defer { statement.clear() }
        return try body(statement)
    }

    /// Gives `body` every row of the answer.
    func each(_ sql: String, _ values: [SQLValue], _ body: (SQLStatement) throws -> Void) throws {
        try statement(sql) { statement in
            try statement.bind(values)
            while try statement.step() { try body(statement) }
        }
    }

    /// What `body` makes of the first row; nil for no row.
    func first<Result>(
        _ sql: String, _ values: SQLValue..., body: (SQLStatement) throws -> Result
    ) throws -> Result? {
        try statement(sql) { statement in
            try statement.bind(values)
            return try statement.step() ? body(statement) : nil
        }
    }

    /// Runs one statement to its end.
    func run(_ sql: String, _ values: SQLValue...) throws {
        try statement(sql) { statement in
            try statement.bind(values)
            while try statement.step() {}
        }
    }

    /// The first column of the first row as an integer; nil for no row or null.
    func integer(_ sql: String, _ values: SQLValue...) throws -> Int64? {
        try statement(sql) { statement in
            try statement.bind(values)
            return try statement.step() && !statement.isNull(0) ? statement.integer(0) : nil
        }
    }

    /// The first column of the first row as text; nil for no row or null.
    func text(_ sql: String, _ values: SQLValue...) throws -> String? {
        try statement(sql) { statement in
            try statement.bind(values)
            return try statement.step() ? statement.text(0) : nil
        }
    }

    /// All rows, every column as text.
    func rows(_ sql: String, _ values: SQLValue...) throws -> [[String?]] {
        try statement(sql) { statement in
            try statement.bind(values)
            var rows: [[String?]] = []
            while try statement.step() {
                rows.append((0..<sqlite3_column_count(statement.handle)).map { statement.text($0) })
            }
            return rows
        }
    }

    var changes: Int32 { sqlite3_changes(handle) }

    func fault(_ code: Int32, _ sql: String = "") -> Fault {
        Fault(sqlite: code, String(cString: sqlite3_errmsg(handle)), sql: sql)
    }
}
