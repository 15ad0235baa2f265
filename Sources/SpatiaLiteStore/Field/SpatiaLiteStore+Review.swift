internal import Foundation
public import TabaqaFeatureModel

extension SpatiaLiteStore {
    public func review(
        _ features: [(id: FeatureID, expecting: Int64?)], in layer: LayerDefinition, to state: ReviewState,
        reason: String?, by actor: String, at now: Int64
    ) throws {
        try edit { connection in
            guard !features.isEmpty else { return }
            let desk = try Reception(self, layer, connection)
            let places = try desk.rows.require(features)
            try desk.rows.write {
                for (feature, place) in zip(features, places) {
                    try desk.decide(feature.id, place, state, reason, by: actor, at: now)
                }
            }
        }
    }

    public func assign(
        _ features: [FeatureID], in layer: LayerDefinition, to assignee: String?, by actor: String,
        at now: Int64
    ) throws {
        try edit { connection in
            let desk = try Reception(self, layer, connection)
            for (feature, place) in zip(features, try desk.rows.require(features.map { ($0, nil) })) {
                var record = try desk.record(of: feature, place, by: actor, at: now)
                record.assignee = assignee
                record.updated = now
                try desk.observations.put(record)
                try desk.rows.record("assign", feature, by: actor, at: now, detail: assignee, hasRow: false)
            }
        }
    }

    public func conflict(of feature: FeatureID, in layer: LayerDefinition) throws -> Feature? {
        try readField(otherwise: nil) { connection in
            try Reception(self, layer, connection).waiting(feature)?.feature(0, revision: 0)
        }
    }
}

extension RowEdits {
    /// Where the rows are.
    ///
    /// - Throws: `feature.missing`, and `store.conflict` naming those at another revision than expected.
    func require(_ features: [(id: FeatureID, expecting: Int64?)]) throws -> [Place] {
        var places: [Place] = []
        var changed: [String] = []
        for feature in features {
            guard let place = try place(of: feature.id) else {
                if feature.expecting == nil { _ = try require(feature.id, expecting: nil) }
                changed.append(feature.id.text)
                continue
            }
            if let expected = feature.expecting, expected != place.revision {
                changed.append(feature.id.text)
            }
            places.append(place)
        }
        guard changed.isEmpty else {
            throw Fault(
                .storeConflict,
                "Changed by others in the meantime: \(changed.joined(separator: ", ")). Nothing was changed now.",
                remedy: "Read them again and repeat the decision.")
        }
        return places
    }
}

extension Reception {
    /// The observation's record; a row that did not come from the field gets one now.
    func record(
        of id: FeatureID, _ place: RowEdits.Place, by actor: String, at now: Int64
    ) throws -> ObservationTable.Record {
        try observations.record(of: id)
            ?? ObservationTable.Record(
                feature: id, state: ReviewState(place.flags), sender: Sender(name: actor), received: now,
                updated: now, revision: place.revision)
    }

    /// Puts one observation into a state; inside `rows.write`.
    func decide(
        _ id: FeatureID, _ place: RowEdits.Place, _ state: ReviewState, _ reason: String?, by actor: String,
        at now: Int64
    ) throws {
        var record = try record(of: id, place, by: actor, at: now)
        record.updated = now
        if let instance = record.waiting, state == .approved || state == .rejected {
            record.waiting = nil
            if state == .approved, let batch = try waiting(id) {
                record.state = state
                record.reason = reason
                try rows.remember(place.fid, by: actor, "replace")
                try rows.replace(place.fid, with: batch.marked(state), review: true)
                record.revision = rows.next
                try attachments.enliven(instance, of: id)
                try submissions.settle(instance, making: rows.next)
                try rows.record(
                    "replace", id, by: actor, at: now, state: state, reason: reason, detail: instance)
            } else {
                try rows.record(
                    "review", id, by: actor, at: now, state: state, reason: reason, detail: instance,
                    hasRow: false)
            }
            try rows.connection.run(
                "DELETE FROM tabaqa_waiting WHERE layer = ?1 AND feature = ?2", .text(rows.table.layer),
                .text(id.text))
            return try observations.put(record)
        }
        let wasOurs = record.revision == place.revision
        try rows.remember(place.fid, by: actor, "review")
        try rows.setFlags(place.flags.quality.union(state.flag), of: place.fid)
        if wasOurs { record.revision = rows.next }
        record.state = state
        record.reason = reason
        try observations.put(record)
        try rows.record("review", id, by: actor, at: now, state: state, reason: reason)
    }

    /// The row of the edit that waits, as a batch of one.
    func waiting(_ id: FeatureID) throws -> FeatureBatch? {
        try rows.connection.first(
            rows.table.selectKept(from: "tabaqa_waiting", "layer = ?1 AND feature = ?2"),
            .text(rows.table.layer), .text(id.text)
        ) { statement in
            let reader = BatchReader(rows.layer, rows.table)
            reader.append(statement.handle)
            return reader.take()
        }
    }
}
