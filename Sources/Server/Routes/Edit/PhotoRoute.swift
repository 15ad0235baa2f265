internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A photo alone is an observation: its tags say where and when.
enum PhotoRoute {
    static let photo = Route(
        taking: .post, "/collections/{collectionId}/photos", id: "postPhoto", tag: "Editing",
        "Makes an observation of one photo. Place and time are read from its tags; lon, lat and accuracy are where the "
            + "sender was, taken where the photo does not say. Properties of the layer are parameters.",
        access: .contribute,
        parameters: [
            EditParameters.layer,
            Parameter(
                "lon", "Longitude of the sender, WGS 84.",
                schema: ["type": "number", "minimum": -180, "maximum": 180]),
            Parameter(
                "lat", "Latitude of the sender, WGS 84.",
                schema: ["type": "number", "minimum": -90, "maximum": 90]),
            Parameter("accuracy", "Of lon and lat, in metres.", schema: ["type": "number", "minimum": 0]),
        ], takesProperties: true, schema: schema, body: ("image/*", ["type": "string", "format": "binary"])
    ) { call in
        try PhotoSink(call)
    }

    private static let schema: JSON = [
        "type": "object", "required": ["id", "outcome", "locationSource", "timeSource"],
        "properties": [
            "id": ["type": "string"], "outcome": ["type": "string"],
            "locationSource": ["type": "string", "enum": ["exif", "device", "none"]],
            "timeSource": ["type": "string"], "disagreement": ["type": "number", "nullable": true],
        ],
    ]
}

/// Keeps the photo as it comes. One thread at a time calls a sink.
final class PhotoSink: BodySink, @unchecked Sendable {
    private let call: Call
    private let layer: LayerDefinition
    private let place: (Position, accuracy: Double?)?
    private let writer: AttachmentWriter

    init(_ call: Call) throws {
        layer = try call.layer
        self.call = call
        let longitude = try call.query.number("lon", in: -180...180)
        let latitude = try call.query.number("lat", in: -90...90)
        let accuracy = try call.query.number("accuracy", in: 0...1_000_000)
        switch (longitude, latitude) {
        case (let x?, let y?): place = (Position(x: x, y: y), accuracy)
        case (nil, nil) where accuracy == nil: place = nil
        default:
            throw Fault(
                .optionInvalid, "Parameters “lon” and “lat” go together.", at: Fault.Place(field: "lon"))
        }
        try AttachmentIntake.checkLength(call, layer)
        writer = try call.field.files.begin(limit: layer.attachments.maximumSize)
    }

    func take(_ bytes: [UInt8]) throws { try writer.write(bytes) }

    func finish() throws -> Answer {
        guard writer.size > 0 else {
            writer.discard()
            throw Fault(.submissionMalformed, "The body is empty: there is no photo.")
        }
        let digest = try ContentDigest.sha256(call.headers)
        let content = try writer.finish()
        try ContentDigest.check(digest, content)
        let names = Set(PhotoRoute.photo.parameters.map(\.name) + ["f", "lang"])
        let properties = call.query.items.filter { !names.contains($0.name) && !$0.value.isEmpty }
        let received = try call.field.receive(
            photo: ReceivedFile(name: "photo" + MediaSuffix.of(content.mediaType), content: content),
            into: layer,
            place: place,
            properties: Dictionary(properties.map { ($0.name, $0.value) }) { first, _ in first },
            from: call.viewer.sender, language: call.language, at: call.now)
        var answer = ReceiptDocument.answer(received.receipt, call, in: layer)
        let document = ReceiptDocument.json(received.receipt, call, in: layer).adding([
            ("locationSource", .string(received.locationSource)),
            ("timeSource", .string(received.timeSource)),
            ("disagreement", JSON(optional: received.disagreement)),
        ])
        answer.body = .bytes(document.bytes)
        return answer
    }

    func abandon() { writer.discard() }
}
