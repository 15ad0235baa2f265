internal import TabaqaEngine
internal import TabaqaFeatureModel

extension AreaRoutes {
    static let aggregate = Route(
        .get, "/collections/{collectionId}/aggregate", id: "getAggregate", tag: "Areas",
        "Counts, sums and rates of the layer's features by the areas of another layer. Areas and unassigned add up "
            + "to the total.", access: .layer(.areaAggregates), parameters: aggregateParameters,
        takesProperties: true, offers: [.json, .geoJSON, .csv], schema: aggregateSchema
    ) { call in
        let request = try joinRequest(call)
        var tag = AnswerTag(call)
        let engine = call.engine
        for (id, audience) in [
            (request.points, request.audience), (request.areas, request.areasAudience ?? request.audience),
        ] {
            tag.mix(id)
            tag.mix(audience.rawValue)
            tag.mix(try engine.revision(of: try engine.catalog.layer(id)))
        }
        // Refusals come before "not modified": who may not see an answer may not learn that it stayed the
        // same.
        try engine.check(request)
        if let same = call.unchanged(tag.text) { return same }
        let join = try engine.join(request)
        switch call.format {
        case .csv: return Answer(.csv, .bytes(try engine.bytes(of: join, asCSV: true)), tag: tag.text)
        case .geoJSON:
            return Answer(.geoJSON, .bytes(try engine.bytes(of: join, asCSV: false)), tag: tag.text)
        default:
            return .json(AggregateDocument(join: join, audience: request.areasAudience).json, tag: tag.text)
        }
    }

    private static func joinRequest(_ call: Call) throws -> JoinRequest {
        let points = try call.layer
        guard let by = call.query["by"] else {
            throw Fault(
                .optionInvalid, "Parameter “by” is missing: the layer of areas to count by.",
                at: Fault.Place(field: "by"))
        }
        let areas = try call.layer(named: by)
        var request = JoinRequest(points: points.id, areas: areas.id, audience: call.audience(of: points))
        request.areasAudience = call.audience(of: areas)
        request.selection = try call.selection()
        request.sum = try names("sum", call)
        request.mean = try names("mean", call)
        request.minimum = try names("min", call)
        request.maximum = try names("max", call)
        request.per = try names("per", call)
        request.reliableFrom = try call.query.integer("minimum", in: 1...1_000_000)
        request.wantsGeometry = call.format == .geoJSON
        request.isRepeated = true
        return request
    }

    /// The names in a list, each once.
    private static func names(_ parameter: String, _ call: Call) throws -> [String] {
        var names: [String] = []
        for name in call.query.list(parameter) ?? [] where !name.isEmpty && !names.contains(name) {
            names.append(name)
        }
        guard names.count <= 20 else {
            throw Fault(
                .optionInvalid, "Parameter “\(parameter)” names more than 20 properties.",
                at: Fault.Place(field: parameter))
        }
        return names
    }

    private static func list(_ name: String, _ about: String) -> Parameter {
        Parameter(
            name, about, schema: ["type": "array", "items": ["type": "string"], "maxItems": 20], isList: true)
    }

    private static let aggregateParameters: [Parameter] =
        [
            collection,
            Parameter(
                "by", "The layer whose areas are counted in.",
                schema: ["type": "string", "pattern": "^[a-z0-9_-]+$"], isRequired: true),
            Parameter(
                "count", "Counts are always in the answer.", schema: ["type": "string", "enum": ["true"]]),
            list("sum", "Numeric properties to sum up per area."),
            list("mean", "Numeric properties to average per area."),
            list("min", "Numeric properties whose least value per area is wanted."),
            list("max", "Numeric properties whose greatest value per area is wanted."),
            list(
                "per",
                "Numeric properties of the areas, such as their population, to divide counts by. The answer has "
                    + "numerator, denominator and rate."),
            Parameter(
                "minimum",
                "Rates with fewer events than this are left out, because chance decides them; reliable_P tells.",
                schema: ["type": "integer", "minimum": 1, "maximum": 1_000_000]),
        ] + Parameter.selection

    private static let aggregateSchema: JSON = [
        "type": "object", "required": ["points", "areas", "measures", "rows", "isWithheld"],
        "properties": [
            "points": ["type": "string"], "areas": ["type": "string"], "isWithheld": ["type": "boolean"],
            "total": ["type": "integer"], "assigned": ["type": "integer"],
            "measures": ["type": "array", "items": ["type": "object"]],
            "rows": ["type": "array", "items": ["type": "object"]], "unassigned": ["type": "object"],
        ],
    ]
}
