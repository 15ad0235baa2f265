internal import TabaqaFeatureModel

/// What became of something sent, as JSON.
enum ReceiptDocument {
    static let attachment: JSON = [
        "type": "object", "required": ["name", "expected", "present"],
        "properties": [
            "name": ["type": "string"], "property": ["type": "string"], "expected": ["type": "boolean"],
            "present": ["type": "boolean"], "size": ["type": "integer"], "sha256": ["type": "string"],
            "mediaType": ["type": "string"], "received": ["type": "string", "format": "date-time"],
            "links": Schemas.links,
        ],
    ]

    static let schema: JSON = [
        "type": "object", "required": ["id", "outcome", "state", "revision", "complete", "attachments"],
        "properties": [
            "id": ["type": "string"],
            "outcome": ["type": "string", "enum": ["created", "known", "edited", "conflicting"]],
            "state": ["type": "string", "enum": .array(ReviewState.allCases.map { .string($0.rawValue) })],
            "revision": ["type": "integer"], "expectedFiles": ["type": "integer"],
            "receivedFiles": ["type": "integer"], "complete": ["type": "boolean"],
            "attachments": ["type": "array", "items": attachment], "links": Schemas.links,
        ],
    ]

    static func json(_ receipt: Receipt, _ call: Call, in layer: LayerDefinition) -> JSON {
        let item = address(of: receipt.feature, call, in: layer)
        return [
            "id": .string(receipt.feature.text), "outcome": .string(receipt.outcome.rawValue),
            "state": .string(receipt.state.rawValue), "revision": .integer(receipt.revision),
            "expectedFiles": .integer(Int64(receipt.expectedCount)),
            "receivedFiles": .integer(Int64(receipt.presentCount)), "complete": .bool(receipt.isComplete),
            "attachments": .array(receipt.attachments.map { json($0, withHash: true) }),
            "links": JSON([
                Link("self", item, .geoJSON), Link("attachments", item + "/attachments", .json),
            ]),
        ]
    }

    /// - Parameter withHash: only for those who may have the bytes.
    static func json(_ attachment: Attachment, withHash: Bool) -> JSON {
        let own: JSON = [
            "name": .string(attachment.name), "expected": .bool(attachment.isExpected),
            "present": .bool(attachment.isPresent),
        ]
        return own.adding([
            ("property", attachment.property.map(JSON.string)),
            ("size", attachment.content.map { .integer($0.size) }),
            ("sha256", withHash ? attachment.content.map { .string($0.sha256) } : nil),
            ("mediaType", attachment.content.map { .string($0.mediaType) }),
            ("received", attachment.received.map { JSON(instant: $0) }),
        ])
    }

    /// The answer: 201 with its address where it is new, else 200.
    static func answer(_ receipt: Receipt, _ call: Call, in layer: LayerDefinition) -> Answer {
        let isNew = receipt.outcome == .created
        return Answer(
            status: isNew ? 201 : 200, .json, .bytes(json(receipt, call, in: layer).bytes),
            tag: ItemsTag.of(written: receipt.revision), caching: .never,
            headers: isNew ? [("Location", address(of: receipt.feature, call, in: layer))] : [])
    }

    static func address(of feature: FeatureID, _ call: Call, in layer: LayerDefinition) -> String {
        "\(call.base)/collections/\(layer.id)/items/\(PathText.encoded(feature.text))"
    }
}
