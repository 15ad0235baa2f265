internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The features of a layer (OGC 17-069r4, sections 7.15 and 7.16).
public enum ItemsRoutes {
    public static let all: [Route] = [items, item]

    private static let layer = Parameter(
        "collectionId", in: .path, "A layer's id.", schema: ["type": "string", "pattern": "^[a-z0-9_-]+$"])

    private static let paging: [Parameter] = [
        Parameter(
            "limit",
            "At most so many features. A larger number than the maximum counts as the maximum. CSV, text "
                + "sequences and GeoPackage hold all features without it.",
            schema: [
                "type": "integer", "minimum": 1, "maximum": .integer(Int64(ItemsRequest.mostItems)),
                "default": .integer(Int64(ItemsParameters.defaultLimit)),
            ]),
        Parameter("cursor", "Where the page begins: follow the links called next."),
        Parameter(
            "offset", "Features to skip. Slower than following the links called next, and edits shift it.",
            schema: ["type": "integer", "minimum": 0, "default": 0]),
        Parameter(
            "sortby", "Properties to sort by, each with a leading - to sort downwards. Null comes last.",
            schema: [
                "type": "array", "items": ["type": "string"],
                "maxItems": .integer(Int64(ItemsRequest.mostSortKeys)),
            ],
            isList: true),
        Parameter(
            "download", "Whether to answer all features as one GeoJSON file instead of a page.",
            schema: ["type": "boolean", "default": false]),
    ]

    private static let shape: [Parameter] = [
        Parameter(
            "crs",
            "The CRS of the answer, with its authority's order of axes; longitude and latitude (CRS84) "
                + "without it.",
            schema: ["type": "string", "format": "uri"]),
        Parameter(
            "properties", "The properties wanted, without it all.",
            schema: ["type": "array", "items": ["type": "string"]], isList: true),
        Parameter(
            "skipGeometry", "Whether to leave geometries out.",
            schema: ["type": "boolean", "default": false]),
    ]

    static let items = Route(
        .get, "/collections/{collectionId}/items", id: "getItems", tag: "Features",
        "Features of a layer, page by page or all of them.", access: .layer(.features),
        parameters: [layer] + Parameter.selection + paging + shape, takesProperties: true,
        offers: [.geoJSON, .html, .csv, .geoJSONSequence, .geoPackage], schema: ItemsDocument.schema
    ) { call in
        let parameters = try ItemsParameters(call)
        let tag = try ItemsTag.of(call, revision: call.engine.revision(of: parameters.layer))
        if let same = call.unchanged(tag) { return same }
        if parameters.wantsAll { return try ItemsDownload.answer(call, parameters, tag: tag) }
        let view = ItemsView(
            call: call, parameters: parameters, page: try call.engine.items(parameters.request))
        return try ItemsDocument.answer(view)
    }

    static let item = Route(
        .get, "/collections/{collectionId}/items/{featureId}", id: "getItem", tag: "Features",
        "One feature.", access: .layer(.features),
        parameters: [layer, Parameter("featureId", in: .path, "A feature's id.")] + shape,
        offers: [.geoJSON, .html], schema: ItemDocument.schema
    ) { call in
        let parameters = try ItemsParameters(call)
        guard let id = call.path["featureId"], let page = try call.engine.item(id, parameters.request) else {
            throw Fault(.featureMissing, "There is no such feature in this layer.")
        }
        return try ItemDocument.answer(ItemsView(call: call, parameters: parameters, page: page), id: id)
    }
}

extension Engine {
    fileprivate func item(_ id: String, _ request: ItemsRequest) throws -> ItemsPage? {
        try item(
            FeatureID(id), of: request.layer, audience: request.audience, crs: request.crs,
            properties: request.properties, skipsGeometry: request.skipsGeometry)
    }
}
