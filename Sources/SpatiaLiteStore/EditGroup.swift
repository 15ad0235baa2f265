internal import CSpatialite
internal import GRDB
internal import TabaqaFeatureModel

/// Edits of several callers in one transaction, each of which may fail by itself.
struct EditGroup {
    let database: Database
    let connection: SQLConnection

    private var isLost: Bool { sqlite3_get_autocommit(connection.handle) != 0 }

    /// Runs the edits and waits for the disk; afterwards each has its fault or is kept.
    func run(_ tickets: [EditTicket]) {
        // Savepoints copy the pages they change, small ones in great number: into memory rather than a file.
        try? connection.run("PRAGMA temp_store = MEMORY")
        var rest = tickets
        while !rest.isEmpty {
            do { rest = try attempt(rest) } catch {
                if !isLost { try? database.rollback() }
                for ticket in rest where ticket.fault == nil { ticket.fail(error) }
                return
            }
        }
    }

    /// Runs all and commits.
    ///
    /// - Returns: those to run again, because the transaction was lost with one that failed: SpatiaLite's triggers
    ///   roll back more than their statement.
    /// - Throws: what nobody's edit survives.
    private func attempt(_ tickets: [EditTicket]) throws -> [EditTicket] {
        try database.beginTransaction(.immediate)
        var kept: [EditTicket] = []
        for (place, ticket) in tickets.enumerated() {
            try connection.run("SAVEPOINT edit")
            do {
                try ticket.run(connection)
                try connection.run("RELEASE edit")
                kept.append(ticket)
            } catch {
                ticket.fail(error)
                if isLost {
                    if let fault = error as? Fault, [.storeFull, .storeDamaged].contains(fault.code) {
                        throw fault
                    }
                    return kept + tickets[(place + 1)...]
                }
                try connection.run("ROLLBACK TO edit")
                try connection.run("RELEASE edit")
            }
        }
        if kept.isEmpty { try database.rollback() } else { try database.commit() }
        return []
    }
}
