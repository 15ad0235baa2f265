internal import TabaqaEngine
internal import TabaqaFeatureModel

extension AreaRoutes {
    static let timeline = Route(
        .get, "/collections/{collectionId}/timeline", id: "getTimeline", tag: "Areas",
        "How many events fall on each local day, month or year, from the first with an event to the last.",
        access: .layer(.features),
        parameters: [collection, step] + Parameter.selection, takesProperties: true,
        schema: [
            "type": "object", "required": ["step", "zone", "total", "counts"],
            "properties": [
                "step": ["type": "string"], "zone": ["type": "string"], "total": ["type": "integer"],
                "counts": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["period", "count"],
                        "properties": ["period": ["type": "string"], "count": ["type": "integer"]],
                    ],
                ],
            ],
        ]
    ) { call in
        let layer = try call.layer
        let audience = call.audience(of: layer)
        try ReleaseGate.require(layer, .features, for: audience)
        let step = try call.query.choice("step", TimelineStep.self) ?? .month
        let selection = try call.selection()
        var tag = AnswerTag(call)
        tag.mix(audience.rawValue)
        tag.mix(try call.engine.revision(of: layer))
        if let same = call.unchanged(tag.text) { return same }
        let counts = try call.engine.timeline(
            of: layer, audience: audience, selection: selection, step: step)
        let document: JSON = [
            "layer": .string(layer.id), "step": .string(step.rawValue),
            "zone": .string(layer.time?.zone ?? call.engine.catalog.city.zone),
            "total": .integer(Int64(counts.reduce(0) { $0 + $1.count })),
            "counts": .array(
                counts.map { ["period": .string($0.period), "count": .integer(Int64($0.count))] }),
        ]
        return .json(document, tag: tag.text)
    }

    private static let step = Parameter(
        "step", "The length of a period.",
        schema: ["type": "string", "enum": ["day", "month", "year"], "default": "month"])
}
