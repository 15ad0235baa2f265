internal import TabaqaEngine
internal import TabaqaFeatureModel

extension CommonRoutes {
    /// OGC 17-069r4, section 7.2; for people the web map.
    static let landing = Route(
        .get,
        "/", id: "getLandingPage", tag: "Service", "The landing page: what there is and where.",
        access: .open,
        offers: [.json, .html], schema: Schemas.linked
    ) { call in
        if call.format == .html { return try WebPages.map(call) }
        return Pages.answer(call, landingDocument(call))
    }

    static func landingDocument(_ call: Call) -> JSON {
        let city = call.engine.catalog.city
        let links = [
            Link("self", call.base + "/?f=json", .json),
            Link("alternate", call.base + "/?f=html", .html),
            Link("service-desc", call.base + "/api?f=json", .openAPI),
            Link("service-doc", call.base + "/api?f=html", .html),
            Link("conformance", call.base + "/conformance", .json),
            Link("data", call.base + "/collections", .json),
            Link(
                "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", call.base + "/tileMatrixSets", .json),
            Link("status", call.base + "/status?f=json", .json),
            Link("status", call.base + "/status?f=html", .html),
            Link("search", call.base + "/wmts/1.0.0/WMTSCapabilities.xml", .xml, title: "WMTS 1.0.0"),
        ]
        return [
            "title": .string(city.name[call.language]),
            "description": .string(ServiceWords.description(call.language)), "links": JSON(links),
        ]
    }
}
