internal import CSpatialite
internal import TabaqaFeatureModel

/// Single rows of one layer, inside a write transaction, with history and audit.
struct RowEdits {
    /// Where a row is.
    struct Place {
        var fid: Int64
        var revision: Int64
        var flags: FeatureFlags
    }

    let connection: SQLConnection
    let layer: LayerDefinition
    let table: FeatureTable
    /// The layer's before the edit.
    let revision: Int64

    init(_ store: SpatiaLiteStore, _ layer: LayerDefinition, _ connection: SQLConnection) throws {
        self.connection = connection
        self.layer = layer
        (table, revision) = try store.table(layer, connection)
    }

    /// The revision an edit makes.
    var next: Int64 { revision + 1 }

    func place(of id: FeatureID) throws -> Place? {
        try connection.first("SELECT fid, _revision, _flags FROM \(table.name) WHERE id = ?1", .text(id.text))
        {
            Place(
                fid: $0.integer(0), revision: $0.integer(1),
                flags: FeatureFlags(rawValue: UInt32(truncatingIfNeeded: $0.integer(2))))
        }
    }

    /// - Throws: `feature.missing`, and `store.conflict` where the row is at another revision.
    func require(_ id: FeatureID, expecting revision: Int64?) throws -> Place {
        guard let place = try place(of: id) else {
            throw Fault(
                .featureMissing, "Layer “\(table.layer)” has no feature “\(id)”.",
                remedy: "Read the layer again.")
        }
        if let revision, revision != place.revision {
            throw Fault(
                .storeConflict,
                "Feature “\(id)” of layer “\(table.layer)” was changed in the meantime "
                    + "(revision \(place.revision), not \(revision)).",
                remedy: "Read it again and repeat the change.")
        }
        return place
    }

    func feature(_ id: FeatureID) throws -> Feature? {
        try connection.first(table.selectByID, .text(id.text)) { statement in
            let reader = BatchReader(layer, table)
            reader.append(statement.handle)
            return reader.takeFeatures().first
        } ?? nil
    }

    /// Whether a row of that id was deleted once.
    func wasDeleted(_ id: FeatureID) throws -> Bool {
        try connection.integer(
            "SELECT 1 FROM tabaqa_deletions WHERE layer = ?1 AND id = ?2 LIMIT 1", .text(table.layer),
            .text(id.text)) == 1
    }

    /// Writes rows at revision `next`: while `body` runs, the layer's triggers leave the book-keeping to us.
    func write(_ body: () throws -> Void) throws {
        let mark = "UPDATE tabaqa_layers SET revision = ?2, writing = ?3, changed = ?4 WHERE id = ?1"
        let now = SQLValue.text(AuditLog.now())
        try connection.run(mark, .text(table.layer), .integer(next), .integer(next), now)
        try body()
        try connection.run(mark, .text(table.layer), .integer(next), .null, now)
    }

    /// Adds row 0 of the batch.
    func insert(_ batch: FeatureBatch) throws {
        let writer = RowWriter(layer, table)
        try connection.statement(table.insert(into: table.name, ignoringExisting: false)) { statement in
            try statement.bind(4, .integer(next))
            try writer.aim(at: batch) {
                try writer.bind(0, to: statement.handle)
                try statement.run()
            }
        }
    }

    /// Writes all of row 0 of the batch, but for the state of review unless `review`.
    func replace(_ fid: Int64, with batch: FeatureBatch, review: Bool = false) throws {
        let writer = RowWriter(layer, table)
        let columns = Array(table.columns.indices)
        try connection.statement(table.update(columns, geometry: true, review: review)) { statement in
            try statement.bind(1, .integer(fid))
            try statement.bind(4, .integer(next))
            try writer.aim(at: batch) {
                try writer.bind(0, to: statement.handle, only: columns, geometry: true)
                try statement.run()
            }
        }
    }

    func setFlags(_ flags: FeatureFlags, of fid: Int64) throws {
        try connection.run(
            "UPDATE \(table.name) SET _flags = ?2, _revision = ?3 WHERE fid = ?1", .integer(fid),
            .integer(Int64(flags.rawValue)), .integer(next))
    }

    func delete(_ id: FeatureID, _ fid: Int64) throws {
        try connection.run("DELETE FROM \(table.name) WHERE fid = ?1", .integer(fid))
        let layer = SQLValue.text(table.layer)
        let feature = SQLValue.text(id.text)
        try connection.run(
            "INSERT OR IGNORE INTO tabaqa_deletions (layer, revision, id) VALUES (?1, ?2, ?3)", layer,
            .integer(next), feature)
        try connection.run(
            "DELETE FROM tabaqa_observations WHERE layer = ?1 AND feature = ?2", layer, feature)
        try connection.run("DELETE FROM tabaqa_waiting WHERE layer = ?1 AND feature = ?2", layer, feature)
        try connection.run(
            "UPDATE tabaqa_attachments SET live = 0 WHERE layer = ?1 AND feature = ?2 AND live = 1", layer,
            feature)
    }

    /// Copies the row into the history before it is written.
    func remember(_ fid: Int64, by actor: String, _ action: String) throws {
        try connection.run(
            table.remember, .integer(fid), .integer(next), .text(AuditLog.now()), .text(actor), .text(action))
    }

    /// Writes the audit row.
    ///
    /// - Parameter hasRow: whether the row was written, which made revision `next`.
    func record(
        _ action: String, _ id: FeatureID, by actor: String, at: Int64? = nil, state: ReviewState? = nil,
        reason: String? = nil, detail: String? = nil, hasRow: Bool = true
    ) throws {
        try AuditLog(connection).record(
            AuditLog.Step(
                action: action, id: id, layer: table.layer, revision: hasRow ? next : revision, actor: actor,
                at: at.map(InstantText.utc) ?? AuditLog.now(), state: state, reason: reason, detail: detail,
                hasRow: hasRow))
    }
}
