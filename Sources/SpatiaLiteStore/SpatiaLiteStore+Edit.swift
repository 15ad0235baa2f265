public import TabaqaFeatureModel

extension SpatiaLiteStore {
    @discardableResult
    public func insert(_ feature: ValidatedBatch, into layer: LayerDefinition, by actor: String) throws
        -> Int64
    {
        let batch = feature.features
        let id = try single(batch, layer)
        return try edit { connection in
            let rows = try RowEdits(self, layer, connection)
            if let stored = try rows.feature(id) {
                guard stored.hasContent(of: batch.feature(0, revision: 0)) else {
                    throw Fault(
                        .storeConflict, "Layer “\(layer.id)” holds another feature of the id “\(id)”.",
                        remedy: "Send a correction of that feature, or use a new id.")
                }
                return stored.revision
            }
            try rows.write { try rows.insert(batch) }
            try rows.record("insert", id, by: actor)
            return rows.next
        }
    }

    @discardableResult
    public func replace(
        _ feature: ValidatedBatch, in layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 {
        let batch = feature.features
        let id = try single(batch, layer)
        return try edit { connection in
            let rows = try RowEdits(self, layer, connection)
            let place = try rows.require(id, expecting: revision)
            try rows.remember(place.fid, by: actor, "replace")
            try rows.write { try rows.replace(place.fid, with: batch) }
            try rows.record("replace", id, by: actor)
            return rows.next
        }
    }

    @discardableResult
    public func delete(
        _ id: FeatureID, from layer: LayerDefinition, expecting revision: Int64?, by actor: String
    ) throws -> Int64 {
        try edit { connection in
            let rows = try RowEdits(self, layer, connection)
            let place = try rows.require(id, expecting: revision)
            try rows.remember(place.fid, by: actor, "delete")
            try rows.write { try rows.delete(id, place.fid) }
            try rows.record("delete", id, by: actor)
            return rows.next
        }
    }

    func single(_ batch: FeatureBatch, _ layer: LayerDefinition) throws -> FeatureID {
        guard batch.count == 1, batch.ids.count == 1, let id = batch.ids[0] else {
            throw Fault(.storeFailure, "A single edit of layer “\(layer.id)” needs one row with an id.")
        }
        return FeatureID(id)
    }
}

extension Feature {
    /// Whether all but id, revision and state of review are equal; a line and a multi-line of one part are the same.
    fileprivate func hasContent(of other: Feature) -> Bool {
        properties == other.properties && flags.quality == other.flags.quality
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
