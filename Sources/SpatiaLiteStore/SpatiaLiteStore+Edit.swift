internal import CSpatialite
public import TabaqaFeatureModel

extension SpatiaLiteStore {
    @discardableResult
    public func insert(_ feature: ValidatedBatch, into layer: LayerDefinition, by actor: String) throws
        -> Int64
    {
        let batch = feature.features
        let id = try single(batch, layer)
        return try write { connection in
            let (table, _) = try table(layer, connection)
            let writer = RowWriter(layer, table)
            if let stored = try row(id, layer, table, connection) {
                guard stored.hasContent(of: batch.feature(0, revision: 0)) else {
                    throw Fault(
                        .storeConflict, "Layer “\(layer.id)” holds another feature of the id “\(id)”.",
                        remedy: "Send a correction of that feature, or use a new id.")
                }
                return stored.revision
            }
            let statement = try SQLStatement(
                connection, table.insert(into: table.name, ignoringExisting: false))
            try statement.bind(4, .integer(0))
            try writer.aim(at: batch) {
                try writer.bind(0, to: statement.handle)
                try statement.run()
            }
            return try record("insert", id, table, connection, by: actor)
        }
    }

    @discardableResult
    public func replace(
        _ feature: ValidatedBatch, in layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 {
        let batch = feature.features
        let id = try single(batch, layer)
        return try write { connection in
            let (table, current) = try table(layer, connection)
            let fid = try require(id, table, connection, expecting: revision)
            try remember(fid, table, connection, ending: current + 1, by: actor, "replace")
            let writer = RowWriter(layer, table)
            let columns = Array(table.columns.indices)
            // The trigger sees an unchanged revision, so it raises the layer's and stamps the row.
            let sql = table.update(columns, geometry: true).replacing(
                "_revision = ?4", with: "_revision = _revision")
            let statement = try SQLStatement(connection, sql)
            try statement.bind(1, .integer(fid))
            try writer.aim(at: batch) {
                try writer.bind(0, to: statement.handle, only: columns, geometry: true)
                try statement.run()
            }
            return try record("replace", id, table, connection, by: actor)
        }
    }

    @discardableResult
    public func delete(
        _ id: FeatureID, from layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 {
        try write { connection in
            let (table, current) = try table(layer, connection)
            let fid = try require(id, table, connection, expecting: revision)
            try remember(fid, table, connection, ending: current + 1, by: actor, "delete")
            try connection.run("DELETE FROM \(table.name) WHERE fid = ?1", .integer(fid))
            return try record("delete", id, table, connection, by: actor)
        }
    }

    private func single(_ batch: FeatureBatch, _ layer: LayerDefinition) throws -> FeatureID {
        guard batch.count == 1, batch.ids.count == 1, let id = batch.ids[0] else {
            throw Fault(.storeFailure, "A single edit of layer “\(layer.id)” needs one row with an id.")
        }
        return FeatureID(id)
    }

    private func row(
        _ id: FeatureID, _ layer: LayerDefinition, _ table: FeatureTable, _ connection: SQLConnection
    ) throws -> Feature? {
        let statement = try SQLStatement(connection, table.selectByID)
        try statement.bind(1, .text(id.text))
        guard try statement.step() else { return nil }
        let reader = BatchReader(layer, table)
        reader.append(statement.handle)
        return reader.takeFeatures().first
    }

    /// The fid of the feature.
    private func require(
        _ id: FeatureID, _ table: FeatureTable, _ connection: SQLConnection, expecting revision: Int64?
    ) throws -> Int64 {
        let statement = try SQLStatement(connection, "SELECT fid, _revision FROM \(table.name) WHERE id = ?1")
        try statement.bind(1, .text(id.text))
        guard try statement.step() else {
            throw Fault(
                .featureMissing, "Layer “\(table.layer)” has no feature “\(id)”.",
                remedy: "Read the layer again.")
        }
        if let revision, revision != statement.integer(1) {
            throw Fault(
                .storeConflict,
                "Feature “\(id)” of layer “\(table.layer)” was changed in the meantime "
                    + "(revision \(statement.integer(1)), not \(revision)).",
                remedy: "Read it again and repeat the change.")
        }
        return statement.integer(0)
    }

    private func remember(
        _ fid: Int64, _ table: FeatureTable, _ connection: SQLConnection, ending revision: Int64,
        by actor: String, _ action: String
    ) throws {
        try connection.run(
            table.remember, .integer(fid), .integer(revision), .text(AuditLog.now()), .text(actor),
            .text(action))
    }

    /// Writes the audit row and returns the revision the layer's trigger has set.
    private func record(
        _ action: String, _ id: FeatureID, _ table: FeatureTable, _ connection: SQLConnection,
        by actor: String
    ) throws -> Int64 {
        let revision = try connection.integer(
            "SELECT revision FROM tabaqa_layers WHERE id = ?1", .text(table.layer))
        guard let revision else { throw Fault(.storeFailure, "Layer “\(table.layer)” vanished.") }
        try AuditLog(connection).record(action, id, table.layer, revision, by: actor)
        return revision
    }
}

extension Feature {
    /// Whether all but id and revision are equal; a line and a multi-line of one part are the same.
    fileprivate func hasContent(of other: Feature) -> Bool {
        properties == other.properties && flags == other.flags
            && geometry.map(\.asStored) == other.geometry.map(\.asStored)
    }
}

extension Geometry {
    /// The form in which the store gives it back.
    fileprivate var asStored: Geometry {
        switch self {
        case .lineString(let line): .multiLineString([line])
        case .polygon(let rings): .multiPolygon([rings])
        default: self
        }
    }
}
