public import TabaqaFeatureModel

extension SpatiaLiteStore {
    /// The actions are those of the audit: `insert`, `replace`, `delete`, `import`, `review`, `assign`, `attach`,
    /// `detach`, and `conflict` for an edit that was kept waiting. What other programs did has the actor `file`.
    public func history(of feature: FeatureID, in layer: LayerDefinition) throws -> [HistoryEntry] {
        try readField(otherwise: []) { connection in
            let rows = try RowEdits(self, layer, connection)
            var before: [Int64: Feature] = [:]
            // Each revision the row ever had, to find the imports that wrote it.
            var written: Set<Int64> = []
            let reader = BatchReader(layer, rows.table)
            var ends: [Int64] = []
            try connection.each(
                rows.table.selectKept(from: "tabaqa_history", "layer = ?1 AND id = ?2", and: ", ended_by"),
                [.text(layer.id), .text(feature.text)]
            ) { row in
                reader.append(row.handle)
                ends.append(row.integer(rows.table.firstProperty + Int32(rows.table.columns.count)))
            }
            for (end, row) in zip(ends, reader.takeFeatures()) {
                before[end] = row
                written.insert(row.revision)
                written.insert(end)
            }
            if let place = try rows.place(of: feature) { written.insert(place.revision) }
            let revisions = "[" + written.map { "\($0)" }.joined(separator: ", ") + "]"
            let select =
                "SELECT seq, action, at, actor, revision, updated, state, reason, feature, detail FROM "
                + "tabaqa_audit WHERE layer = ?1"
            var entries: [HistoryEntry] = []
            try connection.each(
                "\(select) AND feature = ?2 UNION ALL \(select) AND feature IS NULL AND revision IN "
                    + "(SELECT value FROM json_each(?3)) ORDER BY 1",
                [.text(layer.id), .text(feature.text), .text(revisions)]
            ) { row in
                let action = row.text(1) ?? ""
                let isOwn = !row.isNull(8)
                let revision = isOwn && row.optionalInteger(5) == 0 ? nil : row.integer(4)
                let keeps = ["replace", "delete", "import"].contains(action)
                entries.append(
                    HistoryEntry(
                        action: action, at: Self.instant(row.text(2)), actor: row.text(3) ?? "",
                        revision: revision, state: row.text(6).flatMap(ReviewState.init(rawValue:)),
                        reason: row.text(7) ?? (action == "assign" ? row.text(9) : nil),
                        before: keeps ? revision.flatMap { before[$0] } : nil))
            }
            return entries
        }
    }

    private static func instant(_ text: String?) -> Int64 {
        guard var text else { return 0 }
        return text.withUTF8(CellText.instant) ?? 0
    }
}
