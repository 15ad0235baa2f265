internal import CSpatialite
internal import TabaqaFeatureModel

/// A look at the index of the write-ahead log, where every commit of every process shows at once.
///
/// Keeps a connection open, and with it SQLite's own map of the index.
final class CommitSignal: Sendable {
    /// Opened when first asked for.
    enum State {
        case unopened
        case open(CommitSignal)
        /// The log's index cannot be seen.
        case absent
        case closed
    }

    private nonisolated(unsafe) let connection: OpaquePointer
    private nonisolated(unsafe) let index: UnsafeRawPointer

    /// Nil where the log's index cannot be seen.
    init?(path: String) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            return nil
        }
        sqlite3_busy_timeout(handle, 10_000)
        // The first read opens the log.
        guard sqlite3_exec(handle, "SELECT 1 FROM sqlite_master LIMIT 1", nil, nil, nil) == SQLITE_OK,
            let index = tabaqa_log_index(handle)
        else {
            sqlite3_close_v2(handle)
            return nil
        }
        connection = handle
        self.index = index
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    var stamp: UInt64 { tabaqa_log_stamp(index) }
}
