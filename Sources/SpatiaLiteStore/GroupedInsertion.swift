internal import CSpatialite

/// Inserts rows of two columns, fifty to a statement: a step costs more than a row.
struct GroupedInsertion<Row> {
    private static var size: Int { 50 }

    private let connection: SQLConnection
    private let name: Identifier
    private let whole: SQLStatement
    private var pending: [Row] = []
    /// Binds a row from a parameter on; the last argument is its place in the group.
    private let bind: (Row, OpaquePointer, Int32, Int) -> Void

    init(
        _ connection: SQLConnection, into name: Identifier,
        _ bind: @escaping (Row, OpaquePointer, Int32, Int) -> Void
    ) throws {
        self.connection = connection
        self.name = name
        self.bind = bind
        whole = try SQLStatement(connection, Self.sql(name, Self.size))
        pending.reserveCapacity(Self.size)
    }

    mutating func add(_ row: Row) throws {
        pending.append(row)
        if pending.count == Self.size { try write(whole) }
    }

    /// Writes what is left.
    mutating func finish() throws {
        if !pending.isEmpty { try write(SQLStatement(connection, Self.sql(name, pending.count))) }
    }

    private mutating func write(_ statement: SQLStatement) throws {
        for place in pending.indices {
            bind(pending[place], statement.handle, Int32(truncatingIfNeeded: 2 * place + 1), place)
        }
        try statement.run()
        pending.removeAll(keepingCapacity: true)
    }

    // OR FAIL, because what may abort half-way has SQLite save every page it touches first.
    private static func sql(_ name: Identifier, _ count: Int) -> String {
        "INSERT OR FAIL INTO \(name) VALUES " + repeatElement("(?, ?)", count: count).joined(separator: ", ")
    }
}

extension GroupedInsertion where Row == (Int64, Int64) {
    static func pairs(_ connection: SQLConnection, into name: Identifier) throws -> Self {
        try Self(connection, into: name) { row, statement, parameter, _ in
            sqlite3_bind_int64(statement, parameter, row.0)
            sqlite3_bind_int64(statement, parameter + 1, row.1)
        }
    }
}
