public import TabaqaFeatureModel

extension SpatiaLiteStore: FeatureStore {
    public func changes(
        _ layer: LayerDefinition, after cursor: ChangeCursor?, limit: Int
    ) throws -> ChangePage {
        try read { connection in
            let (table, current) = try table(layer, connection)
            var page = ChangePage(revision: current, changes: [])
            var revision = cursor?.revision ?? -1
            var after = cursor?.id.text
            while page.changes.count < limit {
                if after == nil {
                    guard let next = try nextRevision(after: revision, table, connection) else { break }
                    revision = next
                }
                let rest = Int64(limit - page.changes.count)
                page.changes += try changes(at: revision, after: after, rest, table, connection)
                after = nil
            }
            return page
        }
    }

    private func nextRevision(
        after revision: Int64, _ table: FeatureTable, _ connection: SQLConnection
    ) throws -> Int64? {
        let written = try connection.integer(
            "SELECT min(_revision) FROM \(table.name) WHERE _revision > ?1", .integer(revision))
        let deleted = try connection.integer(
            "SELECT min(revision) FROM tabaqa_deletions WHERE layer = ?1 AND revision > ?2",
            .text(table.layer),
            .integer(revision))
        return [written, deleted].compactMap { $0 }.min()
    }

    private func changes(
        at revision: Int64, after id: String?, _ limit: Int64, _ table: FeatureTable,
        _ connection: SQLConnection
    ) throws -> [ChangePage.Change] {
        // Few rows of a revision are sorted; of an import's many, the id's own index gives the next in order.
        let bound: Int64 = 20_000
        let few =
            try connection.integer(
                "SELECT count(*) FROM (SELECT 1 FROM \(table.name) WHERE _revision = ?1 LIMIT ?2)",
                .integer(revision),
                .integer(bound)) ?? 0
        let term = few < bound ? "_revision" : "+_revision"
        let statement = try SQLStatement(
            connection,
            "SELECT * FROM (SELECT id, 0 FROM \(table.name) WHERE \(term) = ?1 AND id > ?2 ORDER BY id LIMIT ?3) "
                + "UNION ALL SELECT * FROM (SELECT id, 1 FROM tabaqa_deletions WHERE layer = ?4 AND revision = ?1 "
                + "AND id > ?2 ORDER BY id LIMIT ?3) ORDER BY 1 LIMIT ?3")
        try statement.bind([.integer(revision), .text(id ?? ""), .integer(limit), .text(table.layer)])
        var changes: [ChangePage.Change] = []
        while try statement.step() {
            let id = FeatureID(statement.text(0) ?? "")
            changes.append(.init(id: id, revision: revision, isDeletion: statement.integer(1) == 1))
        }
        return changes
    }
}
