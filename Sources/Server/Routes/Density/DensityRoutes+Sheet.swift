internal import TabaqaEngine
internal import TabaqaFeatureModel

extension DensityRoutes {
    static let sheet = Route(
        .get, "/collections/{collectionId}/sheet", id: "getSheet", tag: "Heatmaps",
        "An A4 page to print: the heatmap with outlines and names of over=AREAS, or with by=AREAS the areas "
            + "coloured by a measure of the features in them. A measure is the first rate, else the count.",
        access: .layer(.cells),
        parameters: [collection] + sheetParameters + Parameter.selection + Parameter.heatmap,
        takesProperties: true, offers: [.png, .pdf]
    ) { call in
        let layer = try call.layer
        let over = try call.query["over"].map { try call.layer(named: $0) }
        guard let by = try call.query["by"].map({ try call.layer(named: $0) }) else {
            for name in ["measure", "breaks", "per", "sum", "mean"] where call.query[name] != nil {
                throw Fault(
                    .optionInvalid, "Parameter “\(name)” needs “by”: the layer of areas.",
                    at: Fault.Place(field: name))
            }
            return try heatmapSheet(call, layer, over: over)
        }
        return try areasSheet(call, layer, by: by, over: over)
    }

    private static func heatmapSheet(
        _ call: Call, _ layer: LayerDefinition, over: LayerDefinition?
    ) throws -> Answer {
        var request = try call.heatmap(layer)
        request.usesLayerScale = true
        try call.engine.check(request)
        let tag = try call.densityTag([layer] + [over].compactMap(\.self))
        if let tag, let same = call.unchanged(tag) { return same }
        let overAudience = over.map(call.audience)
        let heatmap = try call.engine.sheetHeatmap(request, over: over?.id, overAudience: overAudience)
        let bytes = try call.engine.sheet(
            heatmap, over: over?.id, overAudience: overAudience, language: call.language,
            asPDF: call.format == .pdf)
        return call.answer(bytes, tag: tag)
    }

    private static func areasSheet(
        _ call: Call, _ layer: LayerDefinition, by areas: LayerDefinition, over: LayerDefinition?
    ) throws -> Answer {
        var request = JoinRequest(points: layer.id, areas: areas.id, audience: call.audience(of: layer))
        request.areasAudience = call.audience(of: areas)
        request.selection = try call.selection(of: layer)
        request.per = call.names("per")
        request.sum = call.names("sum")
        request.mean = call.names("mean")
        // Who may not have the counts may not learn that they stayed the same.
        try ReleaseGate.require(layer, .areaAggregates, for: request.audience)
        let tag = try call.densityTag([layer, areas] + [over].compactMap(\.self))
        if let tag, let same = call.unchanged(tag) { return same }
        let bytes = try call.engine.sheet(
            try call.engine.join(request), over: over?.id, overAudience: over.map(call.audience),
            measure: call.query["measure"], breaks: call.query["breaks"] ?? "quantile",
            language: call.language, asPDF: call.format == .pdf)
        return call.answer(bytes, tag: tag)
    }

    private static let sheetParameters: [Parameter] = [
        Parameter("over", "A layer whose outlines and names are drawn.", schema: layerID),
        Parameter("by", "The layer of areas to colour.", schema: layerID),
        Parameter("measure", "The measure to colour by, such as count, rate_population or sum_loss."),
        Parameter(
            "breaks",
            "How classes are cut: quantile, quantile:2 to quantile:9, or the breaks between classes.",
            schema: ["type": "string", "default": "quantile", "maxLength": 200]),
        names("per", "Numeric properties of the areas to divide counts by."),
        names("sum", "Numeric properties to sum up per area."),
        names("mean", "Numeric properties to average per area."),
    ]

    private static let layerID: JSON = ["type": "string", "pattern": "^[a-z0-9_-]+$"]

    private static func names(_ name: String, _ about: String) -> Parameter {
        Parameter(
            name, about, schema: ["type": "array", "items": ["type": "string"], "maxItems": 20], isList: true)
    }
}

extension Call {
    fileprivate func names(_ parameter: String) -> [String] {
        var names: [String] = []
        for name in query.list(parameter) ?? []
        where !name.isEmpty && !names.contains(name) && names.count < 20 {
            names.append(name)
        }
        return names
    }
}
