internal import Foundation
public import TabaqaFeatureModel

extension SpatiaLiteStore {
    private static let deviceColumns =
        "id, name, layers, created, expires, revoked, last_used, quota, token_hash IS NOT NULL"

    public func add(_ device: Device, codeHash: String, until: Int64) throws {
        let layers = try device.layers.map {
            String(decoding: try JSONEncoder().encode($0.sorted()), as: UTF8.self)
        }
        try edit { connection in
            try connection.run(
                "INSERT INTO tabaqa_devices (id, name, layers, created, expires, revoked, last_used, quota, code_hash, "
                    + "code_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", .text(device.id),
                .text(device.name), SQLValue(layers), .integer(device.created), .integer(device.expires),
                SQLValue(device.revoked), SQLValue(device.lastUsed), .integer(device.quota), .text(codeHash),
                .integer(until))
        }
    }

    public func devices() throws -> [Device] {
        try readField(otherwise: []) { connection in
            var found: [Device] = []
            try connection.each(
                "SELECT \(Self.deviceColumns) FROM tabaqa_devices ORDER BY created, id", []
            ) { found.append(Self.device($0)) }
            return found
        }
    }

    public func device(tokenHash: String) throws -> Device? {
        try readField(otherwise: nil) {
            try $0.first(
                "SELECT \(Self.deviceColumns) FROM tabaqa_devices WHERE token_hash = ?1", .text(tokenHash),
                body: Self.device)
        }
    }

    public func enrol(codeHash: String, tokenHash: String, at now: Int64) throws -> Device? {
        try edit { connection in
            try connection.first(
                "UPDATE tabaqa_devices SET token_hash = ?2, code_hash = NULL, code_until = NULL WHERE code_hash = ?1 "
                    + "AND code_until > ?3 AND expires > ?3 AND revoked IS NULL AND token_hash IS NULL RETURNING "
                    + Self.deviceColumns, .text(codeHash), .text(tokenHash), .integer(now), body: Self.device)
        }
    }

    public func revoke(device: String, at now: Int64) throws {
        try edit { connection in
            try connection.run(
                "UPDATE tabaqa_devices SET revoked = ifnull(revoked, ?2), code_hash = NULL WHERE id = ?1",
                .text(device), .integer(now))
            guard connection.changes > 0 else {
                throw Fault(
                    .featureMissing, "There is no device “\(device)”.", remedy: "Ask for the list of devices."
                )
            }
        }
    }

    public func touch(_ devices: [String: Int64]) throws {
        guard !devices.isEmpty else { return }
        try edit { connection in
            for (id, seen) in devices {
                try connection.run(
                    "UPDATE tabaqa_devices SET last_used = ?2 WHERE id = ?1 AND ifnull(last_used, 0) < ?2",
                    .text(id), .integer(seen))
            }
        }
    }

    private static func device(_ row: SQLStatement) -> Device {
        let layers = row.text(2).map { text in
            // A list that cannot be read allows nothing.
            Set((try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? [])
        }
        return Device(
            id: row.text(0) ?? "", name: row.text(1) ?? "", layers: layers, created: row.integer(3),
            expires: row.integer(4), revoked: row.optionalInteger(5), lastUsed: row.optionalInteger(6),
            quota: row.integer(7), isEnrolled: row.integer(8) == 1)
    }
}
