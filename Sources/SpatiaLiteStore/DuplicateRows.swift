internal import TabaqaFeatureModel

/// Rows of one load that share an id with each other or with an older row, found when the unique index could
/// not be built: rare, so it may be slow.
struct DuplicateRows {
    private let load: BulkLoad

    init(_ load: BulkLoad) {
        self.load = load
    }

    /// Leaves one row per id and corrects the counts.
    func resolve(_ receipt: inout LoadReceipt) throws {
        let table = load.table
        var kept: [String: Int64] = [:]
        let rows = try load.connection.rows(
            "SELECT id, fid FROM \(table.name) WHERE id IN (SELECT id FROM \(table.name) GROUP BY id HAVING "
                + "count(*) > 1) ORDER BY fid")
        for row in rows {
            guard let id = row[0], let fid = row[1].flatMap({ Int64($0) }) else { continue }
            guard let first = kept[id] else {
                kept[id] = fid
                continue
            }
            try settle(FeatureID(id), first, fid, &receipt)
            try load.connection.run("DELETE FROM \(table.name) WHERE fid = ?1", .integer(fid))
            receipt.inserted -= 1
        }
    }

    private func settle(_ id: FeatureID, _ first: Int64, _ later: Int64, _ receipt: inout LoadReceipt) throws
    {
        guard case .merge(let update, let properties, let geometry, _) = load.options.mode else {
            receipt.conflicting.append(id)
            return
        }
        let table = load.table
        var names = table.columns.filter { properties?.contains($0.property) ?? true }.map(\.name.description)
        if geometry { names += ["_flags"] + (table.hasGeometry ? ["geometry"] : []) }
        let equal = names.map { "a.\($0) IS b.\($0)" }.joined(separator: " AND ")
        let isEqual = try load.connection.integer(
            "SELECT \(names.isEmpty ? "1" : equal) FROM \(table.name) a, \(table.name) b "
                + "WHERE a.fid = ?1 AND b.fid = ?2", .integer(first), .integer(later))
        if isEqual == 1 {
            receipt.unchanged += 1
        } else if update {
            let list = names.joined(separator: ", ")
            try load.connection.run(
                "UPDATE \(table.name) SET (\(list)) = (SELECT \(list) FROM \(table.name) WHERE fid = ?2) "
                    + "WHERE fid = ?1", .integer(first), .integer(later))
            receipt.updated += 1
        } else {
            receipt.conflicting.append(id)
        }
    }
}
