internal import CSpatialite
internal import GRDB
internal import TabaqaFeatureModel

extension Fault {
    /// The fault behind an SQLite result code. `sql` is only told for defects, where it helps whoever mends us.
    init(sqlite code: Int32, _ message: String, sql: String = "") {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .storeBusy, "Another program is writing to the store (\(message)).",
                remedy: "Save or close the editing session in the other program and try again.")
        case SQLITE_FULL:
            self.init(
                .storeFull, "The disk is full; nothing of this change was stored.",
                remedy: "Free some space and try again.")
        case SQLITE_CORRUPT:
            self.init(
                .storeDamaged, "The store is damaged (\(message)).",
                remedy: "Restore the newest backup (made by “tabaqa backup”).")
        case SQLITE_NOTADB:
            self.init(
                .storeForeign, "The file is not a SQLite database.",
                remedy: "Check --store; “tabaqa init” makes a new store.")
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            self.init(
                .fileUnwritable, "The store cannot be opened or written (\(message)).",
                remedy: "Check the permissions of the file and its folder.")
        case SQLITE_IOERR:
            self.init(
                .storeFull, "The disk refused to read or write (\(message), code \(code)).",
                remedy: "Check the disk; nothing that was acknowledged is lost.")
        case SQLITE_CONSTRAINT:
            self.init(.storeConflict, "The store refuses the row: \(message).")
        default:
            let detail = sql.isEmpty ? "" : " in “\(sql.prefix(120))”"
            self.init(.storeFailure, "SQLite error \(code)\(detail): \(message).")
        }
    }

    init(_ error: DatabaseError) {
        self.init(
            sqlite: error.extendedResultCode.rawValue, error.message ?? "no message", sql: error.sql ?? "")
    }
}
