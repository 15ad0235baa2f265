public import TabaqaFeatureModel

extension SpatiaLiteStore {
    /// Asked for `edited`, the queue also holds what has an edit waiting, whatever its own state.
    public func reviews(_ query: ReviewQuery, in layer: LayerDefinition) throws -> [ReviewRecord] {
        guard query.limit > 0 else { return [] }
        return try readField(otherwise: []) { connection in
            var found: [ReviewRecord] = []
            let question = ReviewQuestion(query)
            try connection.each(question.sql, [.text(layer.id)] + question.values) {
                found.append(Self.review(layer.id, $0))
            }
            return found
        }
    }

    private static func review(_ layer: String, _ row: SQLStatement) -> ReviewRecord {
        ReviewRecord(
            layer: layer, feature: FeatureID(row.text(0) ?? ""),
            state: row.text(1).flatMap(ReviewState.init(rawValue:)) ?? .received, reason: row.text(2),
            assignee: row.text(3), sender: Sender(name: row.text(4) ?? "", device: row.text(5)),
            received: row.integer(6), updated: row.integer(7), presentCount: Int(row.integer(8)),
            expectedCount: Int(row.integer(9)), conflict: row.text(10))
    }
}

/// A `ReviewQuery` as SQL; parameter 1 is the layer. Each state is asked for by itself, because an index gives the
/// newest of one state at once, but not of several.
private struct ReviewQuestion {
    var sql = ""
    var values: [SQLValue] = []

    init(_ query: ReviewQuery) {
        var terms = ""
        if let assignee = query.assignee { terms += " AND o.assignee = \(add(.text(assignee)))" }
        if let device = query.device { terms += " AND o.device = \(add(.text(device)))" }
        if let after = query.after {
            terms +=
                " AND (o.received, o.feature) < (\(add(.integer(after.received))), \(add(.text(after.id.text))))"
        }
        let limit = add(.integer(Int64(query.limit)))
        let source =
            query.isIncomplete
            ? "(SELECT DISTINCT feature FROM tabaqa_attachments WHERE layer = ?1 AND live = 1 AND expected = 1 AND "
                + "sha256 IS NULL) m CROSS JOIN tabaqa_observations o ON o.feature = m.feature"
            : "tabaqa_observations o"
        func keys(_ term: String) -> String {
            "SELECT * FROM (SELECT o.received AS at, o.feature AS id FROM \(source) WHERE o.layer = ?1\(term)\(terms) "
                + "ORDER BY o.received DESC, o.feature DESC LIMIT \(limit))"
        }
        var parts: [String] = []
        if query.states.isEmpty {
            parts = [keys("")]
        } else if query.device != nil || query.isIncomplete {
            // Few enough to be looked through.
            let states = query.states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            let waiting = query.states.contains(.edited) ? " OR o.waiting IS NOT NULL" : ""
            parts = [keys(" AND (+o.state IN (\(states))\(waiting))")]
        } else {
            parts = query.states.map { keys(" AND o.state = '\($0.rawValue)'") }.sorted()
            if query.states.contains(.edited) { parts.append(keys(" AND o.waiting IS NOT NULL")) }
        }
        let count =
            "(SELECT count(*) FROM tabaqa_attachments a WHERE a.layer = ?1 AND a.feature = k.id AND a.live = 1 "
            + "AND a.expected = 1"
        sql =
            "SELECT o.feature, o.state, o.reason, o.assignee, o.sender, o.device, o.received, o.updated, "
            + "\(count) AND a.sha256 IS NOT NULL), \(count)), o.waiting FROM (\(parts.joined(separator: " UNION "))) k "
            + "CROSS JOIN tabaqa_observations o ON o.layer = ?1 AND o.feature = k.id "
            + "ORDER BY k.at DESC, k.id DESC LIMIT \(limit)"
    }

    private mutating func add(_ value: SQLValue) -> String {
        values.append(value)
        return "?\(values.count + 1)"
    }
}
