public import TabaqaFeatureModel

extension SpatiaLiteStore {
    private static let uploadColumns =
        "id, layer, feature, name, sha256, length, offset, sender, device, created, expires, metadata"

    public func begin(_ upload: Upload) throws {
        try edit { connection in
            try connection.run(
                "INSERT INTO tabaqa_uploads (\(Self.uploadColumns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                    + "?11, ?12)", .text(upload.id), .text(upload.layer), .text(upload.feature.text),
                .text(upload.name), SQLValue(upload.sha256), .integer(upload.length), .integer(upload.offset),
                .text(upload.sender.name), SQLValue(upload.sender.device), .integer(upload.created),
                .integer(upload.expires), SQLValue(upload.metadata))
        }
    }

    public func upload(_ id: String) throws -> Upload? {
        try readField(otherwise: nil) {
            try $0.first(
                "SELECT \(Self.uploadColumns) FROM tabaqa_uploads WHERE id = ?1", .text(id), body: Self.upload
            )
        }
    }

    /// - Throws: `upload.missing`.
    public func advance(_ id: String, to offset: Int64) throws {
        try edit { connection in
            try connection.run(
                "UPDATE tabaqa_uploads SET offset = ?2 WHERE id = ?1", .text(id), .integer(offset))
            guard connection.changes > 0 else {
                throw Fault(
                    .uploadMissing, "There is no upload “\(id)”.", remedy: "Begin the upload anew.")
            }
        }
    }

    /// Nothing happens to one that is not there.
    public func end(_ id: String) throws {
        try edit { try $0.run("DELETE FROM tabaqa_uploads WHERE id = ?1", .text(id)) }
    }

    public func uploads(expiredAt now: Int64) throws -> [Upload] {
        try readField(otherwise: []) { connection in
            var found: [Upload] = []
            try connection.each(
                "SELECT \(Self.uploadColumns) FROM tabaqa_uploads WHERE expires <= ?1 ORDER BY expires, id",
                [.integer(now)]
            ) { found.append(Self.upload($0)) }
            return found
        }
    }

    public func uploadingBytes(by device: String) throws -> Int64 {
        try readField(otherwise: 0) {
            try $0.integer("SELECT sum(length - offset) FROM tabaqa_uploads WHERE device = ?1", .text(device))
                ?? 0
        }
    }

    private static func upload(_ row: SQLStatement) -> Upload {
        Upload(
            id: row.text(0) ?? "", layer: row.text(1) ?? "", feature: FeatureID(row.text(2) ?? ""),
            name: row.text(3) ?? "", sha256: row.text(4), length: row.integer(5), offset: row.integer(6),
            sender: Sender(name: row.text(7) ?? "", device: row.text(8)), created: row.integer(9),
            expires: row.integer(10), metadata: row.text(11))
    }
}
