internal import TabaqaFeatureModel

/// What OGC API – Common and Features ask of every service (OGC 19-072, 17-069r4).
public enum CommonRoutes {
    public static let all: [Route] = [
        landing, conformance, api, functions, collections, collection, queryables, sortables, schema,
    ]

    static let conformance = Route(
        .get,
        "/conformance", id: "getConformance", tag: "Service", "The conformance classes this service meets.",
        access: .open, offers: [.json, .html],
        schema: [
            "type": "object", "required": ["conformsTo"],
            "properties": ["conformsTo": ["type": "array", "items": ["type": "string"]]],
        ]
    ) { call in
        Pages.answer(
            call, ["conformsTo": .array(ConformanceClasses.all.map { .string($0) })],
            title: PageWord.conformance(call.language))
    }

    static let api = Route(
        .get,
        "/api", id: "getAPI", tag: "Service", "This description, as OpenAPI 3.0.", access: .open,
        offers: [.openAPI, .json, .html]
    ) { call in
        if call.format == .html {
            return Pages.page(
                call, title: PageWord.interface(call.language), OperationsPage.content(call))
        }
        let document = OpenAPIDocument.make(RouteTable.all, call)
        return call.format == .json ? .json(document) : .json(document, as: .openAPI)
    }

    static let layerParameter = Parameter(
        "collectionId", in: .path, "A layer's id.", schema: ["type": "string", "pattern": "^[a-z0-9_-]+$"])
}
