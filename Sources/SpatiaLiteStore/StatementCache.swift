/// Statements of the writing connection, prepared once: making the plan of an insert with all its triggers costs more
/// than running it. Used by whoever holds that connection.
final class StatementCache: @unchecked Sendable {
    private var statements: [String: SQLStatement] = [:]

    func statement(_ sql: String, _ connection: SQLConnection) throws -> SQLStatement {
        if let known = statements[sql], !known.isBusy { return known }
        let made = try SQLStatement(connection, sql)
        // Not many more than verbs and layers; a flood of others is not kept.
        if statements.count < 1000 { statements[sql] = made }
        return made
    }

    /// Lets go of all, as SQLite wants before the connection closes.
    func clear() {
        statements = [:]
    }
}
