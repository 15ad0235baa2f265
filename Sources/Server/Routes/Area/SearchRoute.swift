internal import TabaqaEngine
internal import TabaqaFeatureModel

extension AreaRoutes {
    static let search = Route(
        .get, "/search", id: "getSearch", tag: "Areas",
        "Features by name in any layer you may read, however Turkish or Arabic letters are typed.",
        access: .known,
        parameters: [
            Parameter(
                "q", "What to look for.", schema: ["type": "string", "minLength": 1, "maxLength": 200],
                isRequired: true),
            Parameter(
                "limit", "Most features wanted.",
                schema: ["type": "integer", "minimum": 1, "maximum": 100, "default": 20]),
        ],
        schema: [
            "type": "object", "required": ["hits"],
            "properties": ["hits": ["type": "array", "items": ["type": "object"]]],
        ]
    ) { call in
        guard let text = call.query["q"] else {
            throw Fault(
                .optionInvalid, "Parameter “q” is missing: what to look for.", at: Fault.Place(field: "q"))
        }
        let limit = try call.query.integer("limit", in: 1...100) ?? 20
        let hits = try call.engine.search(text, viewer: call.viewer, limit: limit)
        let bytes = JSON.object([
            (
                "hits",
                .array(
                    hits.map { hit in
                        let own: JSON = [
                            "layer": .string(hit.layer), "text": .string(hit.text),
                            "property": .string(hit.property), "extent": JSON(hit.extent),
                        ]
                        return own.adding([("id", hit.id.map { .string($0) })])
                    })
            )
        ]).bytes
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(.json, .bytes(bytes), tag: tag.text)
    }
}
