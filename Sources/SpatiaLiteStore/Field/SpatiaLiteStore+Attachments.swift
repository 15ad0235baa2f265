internal import Foundation
public import TabaqaFeatureModel

extension SpatiaLiteStore {
    public func attach(
        _ name: String, _ content: Blob, property: String?, to feature: FeatureID, in layer: LayerDefinition,
        by sender: Sender, at now: Int64
    ) throws -> [Attachment] {
        try edit { connection in
            let rows = try RowEdits(self, layer, connection)
            _ = try rows.require(feature, expecting: nil)
            let files = AttachmentTable(connection: connection, layer: layer.id)
            let origin = AttachmentTable.Origin(instance: "", device: sender.device, received: now)
            if try files.put(name, content, property: property, of: feature, origin) {
                try rows.record("attach", feature, by: sender.name, at: now, detail: name, hasRow: false)
            }
            return try files.live(of: feature)
        }
    }

    public func detach(
        _ name: String, from feature: FeatureID, in layer: LayerDefinition, by sender: Sender, at now: Int64
    ) throws {
        try edit { connection in
            let rows = try RowEdits(self, layer, connection)
            _ = try rows.require(feature, expecting: nil)
            let files = AttachmentTable(connection: connection, layer: layer.id)
            guard try files.remove(name, of: feature) else {
                throw Fault(
                    .attachmentMissing, "The observation “\(feature)” has no file “\(name)”.",
                    remedy: "Ask for the list of its attachments.")
            }
            try rows.record("detach", feature, by: sender.name, at: now, detail: name, hasRow: false)
        }
    }

    public func attachments(of feature: FeatureID, in layer: LayerDefinition) throws -> [Attachment] {
        try readField(otherwise: []) {
            try AttachmentTable(connection: $0, layer: layer.id).live(of: feature)
        }
    }

    public func attachments(
        of features: [FeatureID], in layer: LayerDefinition
    ) throws -> [String: [Attachment]] {
        guard !features.isEmpty else { return [:] }
        let list = String(decoding: try JSONEncoder().encode(features.map(\.text)), as: UTF8.self)
        return try readField(otherwise: [:]) { connection in
            var found: [String: [Attachment]] = [:]
            try connection.each(
                "SELECT a.feature, a.name, a.property, a.expected, a.sha256, a.size, a.media_type, a.received FROM "
                    + "(SELECT DISTINCT value FROM json_each(?2)) ids CROSS JOIN tabaqa_attachments a WHERE "
                    + "a.layer = ?1 AND a.feature = ids.value AND a.live = 1 ORDER BY a.feature, a.name",
                [.text(layer.id), .text(list)]
            ) { found[$0.text(0) ?? "", default: []].append(AttachmentTable.attachment($0, 1)) }
            return found
        }
    }

    public func attachedBytes(by device: String) throws -> Int64 {
        try readField(otherwise: 0) {
            try $0.integer(
                "SELECT sum(size) FROM tabaqa_attachments WHERE device = ?1 AND carried = 0 AND sha256 IS NOT NULL",
                .text(device)) ?? 0
        }
    }

    public func holds(sha256: String) throws -> Bool {
        try readField(otherwise: false) {
            try $0.integer("SELECT 1 FROM tabaqa_attachments WHERE sha256 = ?1 LIMIT 1", .text(sha256)) == 1
        }
    }
}
