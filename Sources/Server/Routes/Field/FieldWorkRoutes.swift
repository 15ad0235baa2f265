internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What a device of the field page may read: its forms, lists of features it chooses among, and what became of what it sent
/// itself.
public enum FieldWorkRoutes {
    public static let all: [Route] = [forms, list, sent]

    private static let tag = "Field"
    /// Of the newest observations of each layer.
    private static let most = 200

    static let forms = Route(
        .get, "/field/forms", id: "getFieldForms", tag: tag,
        "The forms the device may fill, in all languages: questions, conditions, places, limits.", access: .device,
        schema: ["type": "object", "required": ["forms"], "properties": ["forms": ["type": "array"]]]
    ) { call in
        let documents = try OpenRosaCall(call).layers.map { try call.engine.formDocument(of: $0) }
        let bytes =
            Array("{\"forms\":[".utf8) + documents.joined(separator: [UInt8(ascii: ",")]) + Array("]}".utf8)
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(.json, .bytes(bytes), tag: tag.text)
    }

    static let list = Route(
        .get, "/field/lists/{file}", id: "getFieldList", tag: tag,
        "A list of features that a form of the device offers, as CSV: name, label, geometry and properties.",
        access: .device, parameters: [Parameter("file", in: .path, "The list's file name, as the form has it.")],
        offers: [.csv]
    ) { call in
        let device = try OpenRosaCall(call)
        let lists = device.layers.flatMap(call.engine.entityLayers)
        guard let id = lists.first(where: { $0.id + ".csv" == call.path["file"] })?.id else {
            throw Fault(.attachmentMissing, "No form of this device has such a list.")
        }
        let table = try device.list(id)
        if let same = call.unchanged(table.md5) { return same }
        return Answer(.csv, .bytes(table.csv), tag: table.md5)
    }

    static let sent = Route(
        .get, "/field/sent", id: "getSent", tag: tag,
        "What the device sent, newest first in each layer: its state, the reviewer's reason, files that arrived.",
        access: .device,
        schema: ["type": "object", "required": ["observations"], "properties": ["observations": ["type": "array"]]]
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
