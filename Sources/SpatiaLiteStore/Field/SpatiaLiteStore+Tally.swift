public import TabaqaFeatureModel

extension SpatiaLiteStore {
    /// A day is 24 hours, the last of which end at `now`.
    public func tally(_ layer: LayerDefinition, late: Int64, now: Int64, days: Int) throws -> FieldTally {
        try readField(otherwise: FieldTally(perDay: Array(repeating: 0, count: max(0, days)))) { connection in
            var tally = FieldTally(perDay: Array(repeating: 0, count: max(0, days)))
            let id = SQLValue.text(layer.id)
            try connection.each(
                "SELECT state, count(*) FROM tabaqa_observations WHERE layer = ?1 GROUP BY state", [id]
            ) { row in
                guard let state = row.text(0).flatMap(ReviewState.init(rawValue:)) else { return }
                tally.states[state] = Int(row.integer(1))
            }
            let live = "FROM tabaqa_attachments WHERE layer = ?1 AND live = 1 AND expected = 1"
            let missing = try connection.integer("SELECT count(*) \(live) AND sha256 IS NULL", id) ?? 0
            tally.expectedFiles = Int(try connection.integer("SELECT count(*) \(live)", id) ?? 0)
            tally.presentFiles = tally.expectedFiles - Int(missing)
            let incomplete = "(SELECT DISTINCT feature \(live) AND sha256 IS NULL)"
            tally.incomplete = Int(try connection.integer("SELECT count(*) FROM \(incomplete)", id) ?? 0)
            tally.late = Int(
                try connection.integer(
                    "SELECT count(*) FROM \(incomplete) m CROSS JOIN tabaqa_observations o ON o.layer = ?1 AND "
                        + "o.feature = m.feature WHERE o.received < ?2", id, .integer(late)) ?? 0)
            tally.conflicts = Int(
                try connection.integer(
                    "SELECT count(*) FROM tabaqa_observations WHERE layer = ?1 AND waiting IS NOT NULL", id)
                    ?? 0)
            guard days > 0 else { return tally }
            let day: Int64 = 86_400_000
            try connection.each(
                "SELECT (?2 - received) / ?3, count(*) FROM tabaqa_observations WHERE layer = ?1 AND received > ?4 AND "
                    + "received <= ?2 GROUP BY 1",
                [id, .integer(now), .integer(day), .integer(now - Int64(days) * day)]
            ) { row in
                let age = Int(row.integer(0))
                if tally.perDay.indices.contains(age) { tally.perDay[days - 1 - age] = Int(row.integer(1)) }
            }
            return tally
        }
    }
}
