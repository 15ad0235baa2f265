internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What a device of the field page may read: lists of features it chooses among, and what became of what it sent
/// itself.
public enum FieldWorkRoutes {
    public static let all: [Route] = [list, sent]

    private static let tag = "Field"
    /// Of the newest observations of each layer.
    private static let most = 200

    static let list = Route(
        .get, "/field/lists/{file}", id: "getFieldList", tag: tag,
        "A list of features that a form of the device offers, as CSV: name, label, geometry and properties.",
        access: .device,
        parameters: [Parameter("file", in: .path, "The list's file name, as the form has it.")],
        offers: [.csv]
    ) { call in
        let device = try OpenRosaCall(call)
        let table = try device.list(named: call.path["file"] ?? "", of: device.layers)
        if let same = call.unchanged(table.md5) { return same }
        return Answer(.csv, .bytes(table.csv), tag: table.md5)
    }

    static let sent = Route(
        .get, "/field/sent", id: "getSent", tag: tag,
        "What the device sent, newest first in each layer: its state, the reviewer's reason, files that arrived.",
        access: .device,
        schema: [
            "type": "object", "required": ["observations"], "properties": ["observations": ["type": "array"]],
        ]
    ) { call in
        let device = try OpenRosaCall(call)
        let query = ReviewQuery(device: device.device.id, limit: most)
        let records = try device.layers.flatMap { try device.field.store.reviews(query, in: $0) }
        return Answer(
            .json, .bytes((["observations": .array(records.map(document))] as JSON).bytes), caching: .never)
    }

    private static func document(_ record: ReviewRecord) -> JSON {
        let own: JSON = [
            "id": .string(record.feature.text), "layer": .string(record.layer),
            "state": .string(record.state.rawValue), "received": JSON(instant: record.received),
            "receivedFiles": .integer(Int64(record.presentCount)),
            "expectedFiles": .integer(Int64(record.expectedCount)),
        ]
        return own.adding([("reason", record.reason.map(JSON.string))])
    }
}
