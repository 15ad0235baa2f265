internal import TabaqaEngine
internal import TabaqaFeatureModel

extension AreaRoutes {
    static let insideGet = Route(
        .get, "/inside", id: "getInside", tag: "Areas",
        "Who and what is inside a box or a polygon: counts and sums of every layer you may know of.",
        access: .known,
        parameters: [
            Parameter(
                "bbox", "The box: west, south, east, north in degrees.",
                schema: ["type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 4],
                isList: true),
            Parameter(
                "area", "Instead of a box, a POLYGON or MULTIPOLYGON in Well-Known Text, longitude first."),
        ] + insideParameters, schema: insideSchema
    ) { call in
        let geometry: Geometry
        switch (call.query["bbox"], call.query["area"]) {
        case (nil, let area?): geometry = try Engine.geometry(fromWKT: area)
        case (.some, nil): geometry = try box(call)
        default:
            throw Fault(
                .optionInvalid, "Give either “bbox” or “area”.", at: Fault.Place(field: "bbox"),
                remedy: "For example bbox=37.3,37.0,37.4,37.1.")
        }
        return try inside(geometry, call)
    }

    static let insidePost = Route(
        .post, "/inside", id: "postInside", tag: "Areas",
        "Who and what is inside a polygon, sent as a GeoJSON Polygon, MultiPolygon or Feature of at most 1 MB and "
            + "10,000 positions.", access: .known, parameters: insideParameters, schema: insideSchema,
        body: (
            "application/geo+json",
            [
                "type": "object", "required": ["type"],
                "properties": ["type": ["type": "string"], "coordinates": ["type": "array"]],
            ]
        )
    ) { call in
        try inside(try Engine.geometry(fromGeoJSON: call.body), call)
    }

    private static func inside(_ geometry: Geometry, _ call: Call) throws -> Answer {
        var layers = call.layers.filter { $0.geometry != .none }
        if let names = call.query.list("collections") {
            guard names.count <= 200 else {
                throw Fault(
                    .optionInvalid, "Parameter “collections” names more than 200 layers.",
                    at: Fault.Place(field: "collections"))
            }
            layers = []
            for name in names where !layers.contains(where: { $0.id == name }) {
                layers.append(try call.layer(named: name))
            }
        }
        let request = InsideRequest(
            area: geometry, layers: layers.map { ($0.id, call.audience(of: $0)) },
            datetime: call.query["datetime"])
        // Of the content: the revisions of withheld layers must not show in it.
        let bytes = JSON.object([
            ("layers", .array(try call.engine.inside(request).map(InsideDocument.make)))
        ]).bytes
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(.json, .bytes(bytes), tag: tag.text)
    }

    private static func box(_ call: Call) throws -> Geometry {
        let parts = call.query.list("bbox") ?? []
        let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
        guard numbers.count == 4, parts.count == 4, numbers[0] < numbers[2], numbers[1] < numbers[3] else {
            throw Fault(
                .optionInvalid, "Parameter “bbox” must be four numbers: west, south, east, north.",
                at: Fault.Place(field: "bbox"), remedy: "For example bbox=37.3,37.0,37.4,37.1.")
        }
        let (west, south, east, north) = (numbers[0], numbers[1], numbers[2], numbers[3])
        return .polygon([
            [
                Position(x: west, y: south), Position(x: east, y: south), Position(x: east, y: north),
                Position(x: west, y: north), Position(x: west, y: south),
            ]
        ])
    }

    private static let insideParameters: [Parameter] = [
        Parameter(
            "collections", "Only these layers.",
            schema: ["type": "array", "items": ["type": "string"], "maxItems": 200], isList: true),
        Parameter(
            "datetime",
            "Of layers with a time only features of this time: an instant, a year, month or day, or START/END with "
                + ".. for open ends."),
    ]

    private static let insideSchema: JSON = [
        "type": "object", "required": ["layers"],
        "properties": [
            "layers": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["layer", "isWithheld"],
                    "properties": [
                        "layer": ["type": "string"], "isWithheld": ["type": "boolean"],
                        "count": ["type": "integer"],
                        "totals": ["type": "array", "items": ["type": "object"]],
                        "byCode": ["type": "array", "items": ["type": "object"]],
                        "newest": ["type": "string"],
                    ],
                ],
            ]
        ],
    ]
}

/// One layer's answer as JSON.
enum InsideDocument {
    static func make(_ answer: InsideAnswer) -> JSON {
        let own: JSON = ["layer": .string(answer.layer), "isWithheld": .bool(answer.isWithheld)]
        guard !answer.isWithheld, let count = answer.count else { return own }
        return own.adding([
            ("count", .integer(Int64(count))),
            (
                "totals",
                .array(
                    answer.totals.map { total in
                        let own: JSON = [
                            "property": .string(total.property), "sum": .number(total.sum),
                            "isAreaWeighted": .bool(total.isAreaWeighted),
                        ]
                        return own.adding([("unit", total.unit.map { .string($0) })])
                    })
            ),
            (
                "byCode",
                .array(
                    answer.byCode.map {
                        [
                            "property": .string($0.property), "code": .string($0.code),
                            "count": .integer(Int64($0.count)),
                        ]
                    })
            ), ("newest", answer.newest.map { JSON(instant: $0) }),
        ])
    }
}
