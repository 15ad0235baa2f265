internal import CSpatialite
internal import GRDB
internal import Glibc
internal import Synchronization
internal import TabaqaFeatureModel

/// One SpatiaLite file for a whole city, which QGIS and OGR open as it is.
///
/// Many threads may use it at once: one writes, others read the state before. A write that returned is on
/// disk (`synchronous=FULL`). Source of the file's layout: the SpatiaLite cookbook and SQLite's file format.
public final class SpatiaLiteStore: Sendable {
    /// Of the file, as given.
    public let path: String
    let mode: Mode
    let pool: DatabasePool
    let signal = Mutex(CommitSignal.State.unopened)
    let edits = EditQueue()
    /// Of the writing connection.
    let statements = StatementCache()
    /// The thread inside `write`, which cannot wait for another write.
    let writer = Mutex<pthread_t?>(nil)
    let tables = Mutex<[String: KnownTable]>([:])
    /// Whether the file is known to have the tables of the field.
    let hasField = Atomic(false)

    /// Opens the store, or makes it when `mode` is `.create` and there is none.
    ///
    /// - Throws: `store.missing`, `store.foreign` (no store of ours), `store.newer`, `store.unsafe` (network
    ///   share, SPATIALITE_SECURITY=relaxed, triggers or views of others, durability not to be had),
    ///   `store.damaged`, `file.unwritable`.
    public init(path: String, mode: Mode) throws {
        try StoreFile.requireSafeGround(path)
        if mode == .create, !StoreFile.exists(path) { try StoreFile.create(path) }
        try StoreFile.requireWhole(path)
        try StoreFile.requireOurs(path)
        self.path = path
        self.mode = mode
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(mode))
            if mode != .readOnly { try Self.requireDurable(pool) }
        } catch let error as DatabaseError {
            throw Fault(error)
        }
        if mode != .readOnly { try raiseSchema() }
    }

    /// Closes all connections; every verb fails from then on.
    public func close() {
        signal.withLock { $0 = .closed }
        // Statements left open would keep their connection from closing.
        pool.writeWithoutTransaction { _ in statements.clear() }
        try? pool.close()
    }

    private static func configuration(_ mode: Mode) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = mode == .readOnly
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { database in
            guard let connection = database.sqliteConnection else { return }
            try SpatialConnection.attach(connection)
            try SpatialConnection.setDefensive(connection, true)
            let isReader = database.configuration.readonly
            try SpatialConnection.setTrustedSchema(connection, !isReader)
            try SQLConnection(handle: connection).execute(
                isReader
                    ? "PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824"
                    // The log is folded in every 32 MB: each time costs the writers two more waits for the disk.
                    : "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000")
        }
        return configuration
    }

    /// GRDB sets NORMAL itself when the pool opens, so FULL is set afterwards and read back: at NORMAL a power
    /// cut takes back rows that were acknowledged.
    private static func requireDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            guard let handle = database.sqliteConnection else { return }
            let connection = SQLConnection(handle: handle)
            try connection.execute("PRAGMA synchronous = FULL")
            let level = try connection.integer("PRAGMA synchronous")
            let journal = try connection.text("PRAGMA journal_mode")
            guard level == 2, journal == "wal" else {
                throw Fault(
                    .storeUnsafe,
                    "The store cannot promise to keep what it acknowledges (synchronous \(level ?? -1), journal "
                        + "\(journal ?? "none")).",
                    remedy: "Keep it on a local disk whose file system supports shared memory maps.")
            }
        }
    }

    /// Runs `body` in one write transaction; nothing of it stays when it throws.
    func write<Result>(_ body: (SQLConnection) throws -> Result) throws -> Result {
        guard mode != .readOnly else {
            throw Fault(
                .fileUnwritable, "The store was opened for reading only.", remedy: "Open it for writing.")
        }
        do {
            return try pool.unsafeReentrantWrite { database in
                guard !database.isInsideTransaction, let handle = database.sqliteConnection else {
                    throw Fault(.storeBusy, "A write to the store began inside another.")
                }
                // An index of many rows is sorted in a file.
                try SQLConnection(handle: handle).execute("PRAGMA temp_store = FILE")
                try database.beginTransaction(.immediate)
                writer.withLock { $0 = pthread_self() }
                defer { writer.withLock { $0 = nil } }
                do {
                    let result = try body(SQLConnection(handle: handle))
                    try database.commit()
                    return result
                } catch {
                    // SpatiaLite's own triggers roll back by themselves.
                    if sqlite3_get_autocommit(handle) == 0 { try? database.rollback() }
                    throw error
                }
            }
        } catch let error as DatabaseError {
            throw Fault(error)
        }
    }

    /// Writes the log's pages into the file: a big load leaves as big a log. What readers still need stays.
    func foldLog() {
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// Runs `body` on one consistent state; a read inside a read sees the outer one's.
    func read<Result>(_ body: (SQLConnection) throws -> Result) throws -> Result {
        do {
            return try pool.unsafeReentrantRead { database in
                guard let handle = database.sqliteConnection else {
                    throw Fault(.storeFailure, "The store is closed.")
                }
                let connection = SQLConnection(handle: handle)
                if database.isInsideTransaction { return try body(connection) }
                try database.beginTransaction(.deferred)
                defer { try? database.rollback() }
                return try body(connection)
            }
        } catch let error as DatabaseError {
            throw Fault(error)
        }
    }

    /// The layer's table, once it is known to be prepared as `layer` says.
    func table(_ layer: LayerDefinition, _ connection: SQLConnection) throws -> (
        FeatureTable, revision: Int64
    ) {
        let stored = try connection.first(
            "SELECT definition, revision FROM tabaqa_layers WHERE id = ?1", .text(layer.id)
        ) { ($0.text(0) ?? "", $0.integer(1)) }
        guard let (definition, revision) = stored else {
            throw Fault(
                .storeMissing, "The store has no layer “\(layer.id)” yet.", remedy: "Run “tabaqa init”.")
        }
        if let known = tables.withLock({ $0[layer.id] }), known.definition == definition,
            known.layer == layer
        {
            return (known.table, revision)
        }
        let table = try FeatureTable(layer)
        guard let stored = StorageDefinition(json: definition), stored.holds(table.storage) else {
            throw Fault(
                .storeMigration, "The store's table of layer “\(layer.id)” does not fit its definition.",
                remedy: "Run “tabaqa init” to bring the store up to the definitions.")
        }
        tables.withLock { $0[layer.id] = KnownTable(layer: layer, definition: definition, table: table) }
        return (table, revision)
    }

    /// A table once it was found to fit.
    struct KnownTable {
        var layer: LayerDefinition
        /// As the store has it.
        var definition: String
        var table: FeatureTable
    }
}
