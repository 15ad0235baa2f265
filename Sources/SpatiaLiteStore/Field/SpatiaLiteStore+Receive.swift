public import TabaqaFeatureModel

extension SpatiaLiteStore {
    public func receive(
        _ submission: Submission, row: ValidatedBatch, hasIssues: Bool,
        files: [(name: String, content: Blob)], into layer: LayerDefinition
    ) throws -> Receipt {
        let batch = row.features
        let id = try single(batch, layer)
        return try edit { connection in
            try Reception(self, layer, connection).receive(submission, batch, id, hasIssues: hasIssues, files)
        }
    }

    public func complete(
        _ instance: String, hash: String, files: [(name: String, content: Blob)], in layer: LayerDefinition,
        by sender: Sender, at now: Int64
    ) throws -> Receipt? {
        // Nothing to keep, so nobody need wait for the disk.
        if files.isEmpty {
            return try readField(otherwise: nil) {
                try Reception(self, layer, $0).complete(instance, hash: hash, files, by: sender, at: now)
            }
        }
        return try edit {
            try Reception(self, layer, $0).complete(instance, hash: hash, files, by: sender, at: now)
        }
    }

    public func receipt(of instance: String, in layer: LayerDefinition) throws -> Receipt? {
        try readField(otherwise: nil) { try Reception(self, layer, $0).receipt(of: instance) }
    }

    public func submissions(of feature: FeatureID, in layer: LayerDefinition) throws -> [Submission] {
        try readField(otherwise: []) {
            try SubmissionTable(connection: $0, layer: layer.id).all(of: feature)
        }
    }

    public func wasDeleted(_ id: FeatureID, in layer: LayerDefinition) throws -> Bool {
        try read { connection in
            let rows = try RowEdits(self, layer, connection)
            return try rows.place(of: id) == nil && rows.wasDeleted(id)
        }
    }
}
