internal import TabaqaFeatureModel

/// Slots for files. Each belongs to the version of its observation (the submission) that named or brought it; the live
/// ones are those the observation has now, the others belong to versions past or waiting.
struct AttachmentTable {
    private struct Slot {
        var seq: Int64
        var sha256: String?
        var isCarried: Bool
    }

    /// What comes with a file.
    struct Origin {
        var instance: String
        var device: String?
        var received: Int64
    }

    private static let columns = "name, property, expected, sha256, size, media_type, received"
    let connection: SQLConnection
    let layer: String

    // MARK: reading

    /// In order of name.
    func live(of feature: FeatureID) throws -> [Attachment] {
        try list(
            "SELECT \(Self.columns) FROM tabaqa_attachments WHERE layer = ?1 AND feature = ?2 AND live = 1 "
                + "ORDER BY name", [.text(feature.text)])
    }

    /// Those of one version, in order of name.
    func attachments(by instance: String, of feature: FeatureID) throws -> [Attachment] {
        try list(of: feature, by: instance, "", order: "name")
    }

    /// What the submission named, in its order.
    func expected(by instance: String, of feature: FeatureID) throws -> [Attachment] {
        try list(of: feature, by: instance, "AND expected = 1", order: "seq")
    }

    private func list(
        of feature: FeatureID, by instance: String, _ term: String, order: String
    ) throws -> [Attachment] {
        // One branch each for the two partial indexes.
        let select =
            "SELECT \(Self.columns), seq FROM tabaqa_attachments WHERE layer = ?1 AND feature = ?2 AND "
            + "instance = ?3 \(term) AND live"
        return try list(
            "\(select) = 1 UNION ALL \(select) = 0 ORDER BY \(order)", [.text(feature.text), .text(instance)])
    }

    private func list(_ sql: String, _ values: [SQLValue]) throws -> [Attachment] {
        var found: [Attachment] = []
        try connection.each(sql, [.text(layer)] + values) { found.append(Self.attachment($0, 0)) }
        return found
    }

    static func attachment(_ row: SQLStatement, _ first: Int32) -> Attachment {
        let content = row.text(first + 3).map {
            Blob(
                sha256: $0, size: row.integer(first + 4),
                mediaType: row.text(first + 5) ?? "application/octet-stream")
        }
        return Attachment(
            name: row.text(first) ?? "", property: row.text(first + 1),
            isExpected: row.integer(first + 2) == 1, content: content,
            received: row.optionalInteger(first + 6))
    }

    // MARK: writing

    /// Makes the slots of a new observation.
    func expect(_ files: [Attachment], of feature: FeatureID, by instance: String) throws {
        for file in files {
            try connection.run(
                "INSERT OR IGNORE INTO tabaqa_attachments (layer, feature, name, instance, property, expected, live) "
                    + "VALUES (?1, ?2, ?3, ?4, ?5, 1, 1)", .text(layer), .text(feature.text),
                .text(file.name),
                .text(instance), SQLValue(file.property))
        }
    }

    /// Makes the slots a later version names, not yet live; each takes over what the observation has under its name.
    func expectLater(_ files: [Attachment], of feature: FeatureID, by instance: String) throws {
        for file in files {
            try connection.run(
                "INSERT INTO tabaqa_attachments (layer, feature, name, instance, property, expected, live) SELECT "
                    + "?1, ?2, ?3, ?4, ?5, 1, 0 WHERE NOT EXISTS (SELECT 1 FROM tabaqa_attachments WHERE layer = ?1 "
                    + "AND feature = ?2 AND name = ?3 AND instance = ?4 AND live = 0)", .text(layer),
                .text(feature.text), .text(file.name), .text(instance), SQLValue(file.property))
        }
        try carry(to: instance, of: feature)
    }

    /// Fills empty slots of a version with the newest content the observation ever had under their names.
    private func carry(to instance: String, of feature: FeatureID) throws {
        func newest(_ column: String) -> String {
            "(SELECT \(column) FROM (SELECT seq, live, \(column) FROM tabaqa_attachments WHERE layer = ?1 AND "
                + "feature = ?2 AND name = slot.name AND live = 1 AND sha256 IS NOT NULL UNION ALL SELECT seq, live, "
                + "\(column) FROM tabaqa_attachments WHERE layer = ?1 AND feature = ?2 AND name = slot.name AND "
                + "live = 0 AND sha256 IS NOT NULL) ORDER BY live DESC, seq DESC LIMIT 1)"
        }
        let names = ["sha256", "size", "media_type", "received", "device"]
        try connection.run(
            "UPDATE tabaqa_attachments AS slot SET (carried, \(names.joined(separator: ", "))) = (1, "
                + names.map(newest).joined(separator: ", ")
                + ") WHERE layer = ?1 AND feature = ?2 AND live = 0 AND "
                + "instance = ?3 AND sha256 IS NULL", .text(layer), .text(feature.text), .text(instance))
    }

    /// Makes a version's slots the observation's, in place of those earlier versions named.
    func enliven(_ instance: String, of feature: FeatureID) throws {
        let values: (SQLValue, SQLValue, SQLValue) = (.text(layer), .text(feature.text), .text(instance))
        try connection.run(
            "UPDATE tabaqa_attachments SET live = 0 WHERE layer = ?1 AND feature = ?2 AND live = 1 AND (expected = 1 "
                + "OR name IN (SELECT name FROM tabaqa_attachments WHERE layer = ?1 AND feature = ?2 AND live = 0 "
                + "AND instance = ?3))", values.0, values.1, values.2)
        try connection.run(
            "UPDATE tabaqa_attachments SET live = 1 WHERE layer = ?1 AND feature = ?2 AND live = 0 AND instance = ?3",
            values.0, values.1, values.2)
    }

    /// Puts a file that came with (or after) a submission into its slot.
    ///
    /// - Parameter isCurrent: whether the submission is the observation's newest version.
    /// - Returns: whether it was new. - Throws: `attachment.conflict`.
    func put(
        _ name: String, _ content: Blob, of feature: FeatureID, isCurrent: Bool, _ origin: Origin
    ) throws -> Bool {
        var slot = try slot(name, of: feature, "AND instance = ?4", .text(origin.instance))
        // One the office put there by itself.
        if slot == nil, isCurrent {
            slot = try self.slot(name, of: feature, "AND live = 1 AND ?4 IS NULL", .null)
        }
        if let slot {
            guard try fill(slot, content, name, of: feature, origin) else { return false }
        } else {
            try add(name, content, property: nil, of: feature, isLive: isCurrent, origin)
        }
        if !isCurrent { try lend(name, content, of: feature, origin) }
        return true
    }

    /// Puts a file in place by itself.
    ///
    /// - Returns: whether it was new. - Throws: `attachment.conflict`.
    func put(
        _ name: String, _ content: Blob, property: String?, of feature: FeatureID, _ origin: Origin
    ) throws -> Bool {
        if let slot = try slot(name, of: feature, "AND live = 1 AND ?4 IS NULL", .null) {
            return try fill(slot, content, name, of: feature, origin)
        }
        try add(name, content, property: property, of: feature, isLive: true, origin)
        return true
    }

    /// Takes content away wherever the observation keeps it under the name.
    ///
    /// - Returns: whether there was a slot.
    func remove(_ name: String, of feature: FeatureID) throws -> Bool {
        guard try slot(name, of: feature, "AND live = 1 AND ?4 IS NULL", .null) != nil else { return false }
        for live in [0, 1] {
            let here = "WHERE layer = ?1 AND feature = ?2 AND name = ?3 AND live = \(live)"
            try connection.run(
                "DELETE FROM tabaqa_attachments \(here) AND expected = 0", .text(layer), .text(feature.text),
                .text(name))
            try connection.run(
                "UPDATE tabaqa_attachments SET sha256 = NULL, size = NULL, media_type = NULL, received = NULL, "
                    + "device = NULL, carried = 0 \(here)", .text(layer), .text(feature.text), .text(name))
        }
        return true
    }

    private func slot(_ name: String, of feature: FeatureID, _ term: String, _ value: SQLValue) throws
        -> Slot?
    {
        let select =
            "SELECT seq, sha256, carried, live FROM tabaqa_attachments WHERE layer = ?1 AND feature = ?2 "
            + "AND name = ?3 \(term) AND live"
        return try connection.first(
            "\(select) = 1 UNION ALL \(select) = 0 ORDER BY live DESC, seq DESC LIMIT 1", .text(layer),
            .text(feature.text), .text(name), value
        ) { Slot(seq: $0.integer(0), sha256: $0.text(1), isCarried: $0.integer(2) == 1) }
    }

    private func fill(
        _ slot: Slot, _ content: Blob, _ name: String, of feature: FeatureID, _ origin: Origin
    ) throws -> Bool {
        if let kept = slot.sha256, !slot.isCarried {
            guard kept == content.sha256 else {
                throw Fault(
                    .attachmentConflict,
                    "The observation “\(feature)” has another file of the name “\(name)”.",
                    remedy: "Send the file under another name, or take the old one away first.")
            }
            return false
        }
        try connection.run(
            "UPDATE tabaqa_attachments SET sha256 = ?2, size = ?3, media_type = ?4, received = ?5, device = ?6, "
                + "carried = 0 WHERE seq = ?1", .integer(slot.seq), .text(content.sha256),
            .integer(content.size), .text(content.mediaType), .integer(origin.received),
            SQLValue(origin.device))
        return slot.sha256 != content.sha256
    }

    private func add(
        _ name: String, _ content: Blob, property: String?, of feature: FeatureID, isLive: Bool,
        _ origin: Origin
    ) throws {
        try connection.run(
            "INSERT INTO tabaqa_attachments (layer, feature, name, instance, property, expected, live, sha256, size, "
                + "media_type, received, device) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10, ?11)",
            .text(layer), .text(feature.text), .text(name), .text(origin.instance), SQLValue(property),
            .integer(isLive ? 1 : 0), .text(content.sha256), .integer(content.size), .text(content.mediaType),
            .integer(origin.received), SQLValue(origin.device))
    }

    /// A file of an earlier version fills the slot of its name that is still empty.
    private func lend(_ name: String, _ content: Blob, of feature: FeatureID, _ origin: Origin) throws {
        try connection.run(
            "UPDATE tabaqa_attachments SET sha256 = ?4, size = ?5, media_type = ?6, received = ?7, device = ?8, "
                + "carried = 1 WHERE layer = ?1 AND feature = ?2 AND name = ?3 AND live = 1 AND sha256 IS NULL",
            .text(layer), .text(feature.text), .text(name), .text(content.sha256), .integer(content.size),
            .text(content.mediaType), .integer(origin.received), SQLValue(origin.device))
    }
}
