internal import GRDB
internal import Glibc
internal import Synchronization
internal import TabaqaFeatureModel

extension SpatiaLiteStore {
    /// Runs `body` in a write transaction it may share with other callers' edits; nothing of it stays when it throws.
    /// What it gives is on disk when this returns.
    ///
    /// `body` runs on any caller's thread and may run again when a neighbour's failure took the transaction along.
    func edit<Result: Sendable>(
        _ body: @escaping @Sendable (SQLConnection) throws -> Result
    ) throws -> Result {
        guard mode != .readOnly else {
            throw Fault(
                .fileUnwritable, "The store was opened for reading only.", remedy: "Open it for writing.")
        }
        let own = pthread_self()
        guard writer.withLock({ $0.map { pthread_equal($0, own) == 0 } ?? true }) else {
            throw Fault(.storeBusy, "A write to the store began inside another.")
        }
        let outcome = EditOutcome<Result>()
        let ticket = EditTicket { outcome.value = try body($0) }
        edits.pass(ticket, commit)
        if let error = ticket.fault {
            if let error = error as? DatabaseError { throw Fault(error) }
            throw error
        }
        guard let value = outcome.value else { throw Fault(.storeFailure, "An edit was not run.") }
        return value
    }

    private func commit(_ tickets: [EditTicket]) {
        do {
            try pool.writeWithoutTransaction { database in
                guard let handle = database.sqliteConnection else {
                    throw Fault(.storeFailure, "The store is closed.")
                }
                EditGroup(
                    database: database, connection: SQLConnection(handle: handle, cache: statements)
                ).run(tickets)
            }
        } catch {
            for ticket in tickets where ticket.fault == nil { ticket.fail(error) }
        }
    }
}

/// What an edit gave, set by its group's leader before the caller is woken.
private final class EditOutcome<Value>: @unchecked Sendable {
    var value: Value?
}
