internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// What changed in a layer, for apps that keep a copy.
public enum ChangesRoutes {
    public static let all: [Route] = [changes]

    static let defaultLimit = 1000

    static let changes = Route(
        .get, "/collections/{collectionId}/changes", id: "getChanges", tag: "Features",
        "What changed since a cursor, oldest first: each feature as it is now, or that it is gone. Without a cursor "
            + "everything. Follow the link called next; its cursor stays good.",
        access: .layer(.features),
        parameters: [
            EditParameters.layer, Parameter("since", "Where to go on: the cursor of the answer before."),
            Parameter(
                "limit", "At most so many changes.",
                schema: [
                    "type": "integer", "minimum": 1, "maximum": .integer(Int64(Engine.mostChanges)),
                    "default": .integer(Int64(defaultLimit)),
                ]),
        ], schema: schema
    ) { call in
        let layer = try call.layer
        let limit = try call.query.integer("limit", in: 1...Engine.mostChanges) ?? defaultLimit
        let page = try call.engine.changes(
            of: layer.id, audience: call.audience(of: layer), since: call.query["since"], limit: limit)
        let tag = ItemsTag.of(call, revision: page.revision)
        if let same = call.unchanged(tag) { return same }
        return Answer(.json, .bytes(try document(page, call, limit)), tag: tag)
    }

    private static let schema: JSON = [
        "type": "object", "required": ["changes", "cursor", "hasMore", "links"],
        "properties": [
            "changes": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["id", "revision"],
                    "properties": [
                        "id": ["type": "string"], "revision": ["type": "integer"],
                        "deleted": ["type": "boolean"], "feature": ItemDocument.schema,
                    ],
                ],
            ],
            "cursor": ["type": "string"], "hasMore": ["type": "boolean"], "links": Schemas.links,
        ],
    ]

    private static func document(_ page: ChangesPage, _ call: Call, _ limit: Int) throws -> [UInt8] {
        let form = GeoJSONForm(crs: .wgs84, namesCRS: false)
        var text = Array("{\"changes\":[".utf8)
        for (index, change) in page.changes.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            let own: JSON = ["id": .string(change.id.text), "revision": .integer(change.revision)]
            guard let feature = change.feature else {
                text += own.adding([("deleted", true)]).bytes
                continue
            }
            text += own.bytes.dropLast()
            text += ",\"feature\":".utf8
            text += try form.feature(feature).dropLast()
            text.append(UInt8(ascii: "}"))
        }
        var items: [(name: String, value: String)] = [("since", page.cursor)]
        if call.query["limit"] != nil { items.append(("limit", String(limit))) }
        let address = call.base + call.target
        let rest: JSON = [
            "cursor": .string(page.cursor), "hasMore": .bool(page.hasMore),
            "links": JSON([
                Link("self", address + QueryText.of(call.query.items), .json),
                Link("next", address + QueryText.of(items), .json),
                Link("collection", "\(call.base)/collections/\(call.collection?.id ?? "")", .json),
            ]),
        ]
        return text + Array("],".utf8) + rest.bytes.dropFirst()
    }
}
