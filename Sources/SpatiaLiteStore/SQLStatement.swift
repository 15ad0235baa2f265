internal import CSpatialite
internal import TabaqaFeatureModel

/// A prepared statement, finalized with its last reference.
final class SQLStatement {
    let handle: OpaquePointer
    private let connection: SQLConnection
    private let sql: String

    init(_ connection: SQLConnection, _ sql: String) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(connection.handle, sql, -1, &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw connection.fault(code, sql) }
        handle = prepared
        self.connection = connection
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Whether there is a row.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        let fault = connection.fault(code, sql)
        sqlite3_reset(handle)
        throw fault
    }

    /// Runs a statement that gives no rows and readies it for its next run.
    func run() throws {
        _ = try step()
        sqlite3_reset(handle)
    }

    func reset() { sqlite3_reset(handle) }

    /// Lets go of row and values.
    func clear() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Whether it is between its first row and its last.
    var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }

    /// Binds from parameter 1 on.
    func bind(_ values: [SQLValue]) throws {
        for (offset, value) in values.enumerated() { try bind(Int32(offset) + 1, value) }
    }

    func bind(_ index: Int32, _ value: SQLValue) throws {
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let number): sqlite3_bind_int64(handle, index, number)
            case .decimal(let number): sqlite3_bind_double(handle, index, number)
            case .text(let text):
                sqlite3_bind_text(handle, index, text, Int32(clamping: text.utf8.count), Self.copied)
            case .blob(let bytes):
                sqlite3_bind_blob(handle, index, bytes, Int32(clamping: bytes.count), Self.copied)
            }
        guard code == SQLITE_OK else { throw connection.fault(code, sql) }
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    /// Nil for null. Invalid UTF-8 is repaired.
    func text(_ column: Int32) -> String? {
        guard let bytes = sqlite3_column_text(handle, column) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// The column's bytes, valid until the next step; empty for null.
    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        let bytes = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// `SQLITE_TRANSIENT`, a cast macro Swift does not import: SQLite copies what is bound.
    static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
