internal import CSpatialite
internal import TabaqaFeatureModel

/// What every connection gets before its first statement.
enum SpatialConnection {
    /// SpatiaLite's functions, silent; its cache is freed by SQLite itself when the connection closes, because
    /// it hangs on a function that is never called.
    static func attach(_ connection: OpaquePointer) throws {
        guard let cache = spatialite_alloc_connection() else {
            throw Fault(.storeFailure, "SpatiaLite could not be started.")
        }
        spatialite_init_ex(connection, cache, 0)
        spatialite_set_silent_mode(cache)
        let code = sqlite3_create_function_v2(
            connection, "_tabaqa_spatialite_owner", 0, SQLITE_UTF8, cache,
            { context, _, _ in sqlite3_result_null(context) }, nil, nil,
            { cache in spatialite_cleanup_ex(cache) })
        guard code == SQLITE_OK else { throw SQLConnection(handle: connection).fault(code) }
    }

    /// Whether the file may change how SQLite itself is stored: shadow tables, the schema table.
    static func setDefensive(_ connection: OpaquePointer, _ isOn: Bool) throws {
        let code = tabaqa_set_defensive(connection, isOn ? 1 : 0)
        guard code == SQLITE_OK else { throw SQLConnection(handle: connection).fault(code) }
    }

    /// Whether triggers and views of the file may call SpatiaLite's functions.
    static func setTrustedSchema(_ connection: OpaquePointer, _ isOn: Bool) throws {
        let code = tabaqa_set_trusted_schema(connection, isOn ? 1 : 0)
        guard code == SQLITE_OK else { throw SQLConnection(handle: connection).fault(code) }
    }

    /// Opens a connection of our own, outside the pool.
    static func withRaw<Result>(
        _ path: String, flags: Int32, _ body: (SQLConnection) throws -> Result
    ) throws -> Result {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        defer { sqlite3_close_v2(handle) }
        guard code == SQLITE_OK, let handle else {
            throw Fault(sqlite: code, handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory")
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 10_000)
        return try body(SQLConnection(handle: handle))
    }
}
