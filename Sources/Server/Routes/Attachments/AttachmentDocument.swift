internal import TabaqaFeatureModel

/// The files of an observation: which it names, which are there.
enum AttachmentDocument {
    static let schema: JSON = [
        "type": "object",
        "required": ["feature", "expectedFiles", "receivedFiles", "complete", "attachments"],
        "properties": [
            "feature": ["type": "string"], "expectedFiles": ["type": "integer"],
            "receivedFiles": ["type": "integer"], "complete": ["type": "boolean"],
            "attachments": ["type": "array", "items": ReceiptDocument.attachment], "links": Schemas.links,
        ],
    ]

    /// - Parameter mayHave: whether the originals' hashes and addresses are told.
    static func json(
        _ call: Call, _ attachments: [Attachment], _ layer: LayerDefinition, mayHave: Bool
    ) -> JSON {
        let expected = attachments.filter(\.isExpected)
        let present = expected.count(where: \.isPresent)
        let item = ReceiptDocument.address(of: call.featureID, call, in: layer)
        return [
            "feature": .string(call.featureID.text), "expectedFiles": .integer(Int64(expected.count)),
            "receivedFiles": .integer(Int64(present)), "complete": .bool(present == expected.count),
            "attachments": .array(
                attachments.map { attachment in
                    ReceiptDocument.json(attachment, withHash: mayHave).adding([
                        ("links", links(attachment, item, mayHave: mayHave))
                    ])
                }),
            "links": JSON([Link("self", item + "/attachments", .json), Link("feature", item, .geoJSON)]),
        ]
    }

    private static func links(_ attachment: Attachment, _ item: String, mayHave: Bool) -> JSON? {
        guard let content = attachment.content else { return nil }
        let address = item + "/attachments/" + PathText.encoded(attachment.name)
        var links: [Link] = []
        if mayHave {
            links.append(
                Link("enclosure", address + "?size=original", MediaType(content.mediaType, names: [])))
        }
        if content.mediaType.hasPrefix("image/") {
            let small = MediaType("image/jpeg", names: [])
            links.append(Link("preview", address + "?size=web", small))
            links.append(Link("icon", address + "?size=thumbnail", small))
        }
        return links.isEmpty ? nil : JSON(links)
    }
}
