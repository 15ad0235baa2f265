internal import CSpatialite
internal import Glibc
internal import TabaqaFeatureModel

/// The file before the pool opens it: may it be used at all, and how a new one comes into being.
enum StoreFile {
    /// The schema this code writes; a store with a higher one was made by a newer release.
    static let schemaVersion: Int64 = 2

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// - Throws: `store.unsafe` for a process that lets SQL read and write files, and for a network share.
    static func requireSafeGround(_ path: String) throws {
        if let value = getenv("SPATIALITE_SECURITY"), String(cString: value) == "relaxed" {
            throw Fault(
                .storeUnsafe, "SPATIALITE_SECURITY=relaxed lets SQL inside a store read and write files.",
                remedy: "Unset SPATIALITE_SECURITY.")
        }
        let place = exists(path) ? path : folder(path)
        if let share = FileSystemKind(path: place).share {
            throw Fault(
                .storeUnsafe, "“\(path)” lies on a network share (\(share)), where SQLite loses data.",
                remedy: "Keep the store on a disk of this machine; share its data by “tabaqa export”.")
        }
    }

    /// - Throws: `store.foreign` for a file that is no SQLite database, `store.damaged` for one cut short.
    static func requireWhole(_ path: String) throws {
        var information = stat()
        guard stat(path, &information) == 0 else {
            throw Fault(
                .storeMissing, "There is no store “\(path)”.", remedy: "Run “tabaqa init”, or check --store.")
        }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw Fault(.storeForeign, "“\(path)” is not a file.", remedy: "Check --store.")
        }
        guard let file = fopen(path, "rb") else {
            throw Fault(
                .fileUnwritable, "“\(path)” cannot be read.", remedy: "Check the permissions of the file.")
        }
        defer { fclose(file) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = fread(&header, 1, 100, file)
        guard count >= 16, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw Fault(
                .storeForeign, "“\(path)” is not a SQLite database.",
                remedy: "Check --store; “tabaqa init” makes a new store.")
        }
        let word = { (at: Int) in header[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        let rawSize = Int(header[16]) << 8 | Int(header[17])
        let pageSize = rawSize == 1 ? 65_536 : rawSize
        // With a log beside it the file may lag behind its header; SQLite then judges for itself.
        var log = stat()
        let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
        guard count == 100, hasLog || Int(information.st_size) >= word(28) * pageSize else {
            throw Fault(
                .storeDamaged,
                "“\(path)” is cut short: it holds \(information.st_size) bytes of "
                    + "\(word(28) * pageSize).",
                remedy: "Restore the newest backup (made by “tabaqa backup”).")
        }
    }

    /// Reads the schema through a connection that cannot write, so that a foreign file stays as it is.
    ///
    /// - Throws: `store.foreign`, `store.newer`, `store.unsafe`, `store.damaged`.
    static func requireOurs(_ path: String) throws {
        try SpatialConnection.withRaw(path, flags: SQLITE_OPEN_READONLY) { connection in
            try SpatialConnection.setTrustedSchema(connection.handle, false)
            let hasMeta = try connection.integer(
                "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'tabaqa_meta'")
            guard hasMeta == 1 else {
                throw Fault(
                    .storeForeign, "“\(path)” is a SQLite database, but not a Tabaqa store.",
                    remedy: "Check --store; to bring its layers in, use “tabaqa import”.")
            }
            let version = try connection.integer(
                "SELECT CAST(value AS INTEGER) FROM tabaqa_meta WHERE key = 'schema_version'")
            guard let version, version >= 1 else {
                throw Fault(
                    .storeDamaged, "“\(path)” does not say which version of the store it is.",
                    remedy: "Restore the newest backup (made by “tabaqa backup”).")
            }
            guard version <= schemaVersion else {
                throw Fault(
                    .storeNewer,
                    "“\(path)” was written by a newer release (schema \(version); this one knows "
                        + "\(schemaVersion)).",
                    remedy: "Install that release of tabaqa.")
            }
            try SchemaGuard.examine(connection)
        }
    }

    /// Makes a new store under a passing name and gives it its own once it is whole on disk.
    static func create(_ path: String) throws {
        let draft = "\(path).new-\(UInt32.random(in: 0 ... .max))"
        defer {
            unlink(draft)
            unlink(draft + "-journal")
        }
        try SpatialConnection.withRaw(draft, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) {
            connection in
            try SpatialConnection.attach(connection.handle)
            // Half as many pages to read, check and log as with the default of 4,096 bytes.
            try connection.execute("PRAGMA page_size = 8192")
            guard try connection.integer("SELECT InitSpatialMetaDataFull(1)") == 1 else {
                throw Fault(.storeFailure, "SpatiaLite could not lay out its tables.")
            }
            try connection.execute(
                "BEGIN; \(String(decoding: PackageResources.meta_sql, as: UTF8.self)); "
                    + "\(String(decoding: PackageResources.field_sql, as: UTF8.self)); COMMIT")
        }
        try publish(draft, as: path)
    }

    /// Gives a finished file its name, never over another, and waits until both are on disk.
    static func publish(_ draft: String, as path: String) throws {
        try synchronize(draft)
        guard link(draft, path) == 0 else {
            let reason = errno
            if reason == EEXIST {
                throw Fault(.fileUnwritable, "“\(path)” exists already.", remedy: "Choose another name.")
            }
            throw Fault(.fileUnwritable, "“\(path)” cannot be made: \(String(cString: strerror(reason))).")
        }
        try synchronize(folder(path))
    }

    private static func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw Fault(
                .fileUnwritable, "“\(path)” cannot be written to disk: \(String(cString: strerror(errno))).")
        }
    }

    static func folder(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
