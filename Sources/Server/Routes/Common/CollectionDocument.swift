internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A layer as `/collections` describes it (OGC 17-069r4, 7.13; 18-058r1, 6.2).
enum CollectionDocument {
    static func make(_ layer: LayerDefinition, _ call: Call) throws -> JSON {
        let audience = call.audience(of: layer)
        let city = call.engine.catalog.city
        let department = call.engine.catalog.department(layer.department)?.title[call.language]
        let summary = try call.engine.summary(of: layer, audience: audience)
        let own: JSON = [
            "id": .string(layer.id), "title": .string(layer.title[call.language]),
            "crs": .array(RequestedCRS.all(of: layer, in: city).map { .string($0.uri) }),
            "storageCrs": .string(RequestedCRS.storage(of: layer).uri),
            "links": JSON(links(layer, call, audience)),
        ]
        return own.adding([
            ("description", department.map { .string($0) }),
            // A layer whose rows do not leave has cells, not items.
            ("itemType", summary == nil ? nil : "feature"),
            // By this word GDAL passes over what has no features instead of asking for them.
            ("layerDataType", summary == nil ? "Coverage" : nil),
            ("extent", summary.map { extent($0, try? clock(layer, call)) }),
        ])
    }

    private static func clock(_ layer: LayerDefinition, _ call: Call) throws -> ZoneClock {
        try ZoneClock(zone: layer.time?.zone ?? call.engine.catalog.city.zone)
    }

    private static func extent(_ summary: LayerSummary, _ clock: ZoneClock?) -> JSON {
        let box = summary.extent
        var members: [(String, JSON?)] = []
        if !box.isEmpty {
            members.append(
                (
                    "spatial",
                    [
                        "bbox": [
                            [.number(box.minX), .number(box.minY), .number(box.maxX), .number(box.maxY)]
                        ], "crs": .string(RequestedCRS.crs84.uri),
                    ]
                ))
        }
        if let span = summary.timeSpan, let start = span.start, let end = span.end {
            let interval: JSON = [.string(InstantText.utc(start)), .string(InstantText.utc(end))]
            members.append(
                (
                    "temporal",
                    ["interval": [interval], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"]
                ))
        }
        return JSON.object([]).adding(members)
    }

    private static func links(_ layer: LayerDefinition, _ call: Call, _ audience: Audience) -> [Link] {
        let own = "\(call.base)/collections/\(layer.id)"
        var links = [
            Link("self", own + "?f=json", .json), Link("alternate", own + "?f=html", .html),
        ]
        if ReleaseGate.decide(audience, layer.sensitivity, .features) == .exact {
            links += [
                Link("items", own + "/items?f=geojson", .geoJSON),
                Link("items", own + "/items?f=html", .html),
                Link("items", own + "/items?f=csv", .csv),
                Link("items", own + "/items?f=geojsonseq", .geoJSONSequence),
                Link("enclosure", own + "/items?f=gpkg", .geoPackage, title: "GeoPackage"),
                Link("http://www.opengis.net/def/rel/ogc/1.0/queryables", own + "/queryables", .jsonSchema),
                Link("http://www.opengis.net/def/rel/ogc/1.0/sortables", own + "/sortables", .jsonSchema),
                Link("http://www.opengis.net/def/rel/ogc/1.0/schema", own + "/schema", .jsonSchema),
                Link("describedby", own + "/schema", .jsonSchema),
            ]
            if layer.geometry != .none {
                links.append(
                    Link("http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", own + "/tiles", .json))
            }
        }
        if layer.geometry == .point {
            links += [
                Link("http://www.opengis.net/def/rel/ogc/1.0/tilesets-map", own + "/map/tiles", .json),
                Link("density", own + "/density?f=geojson", .geoJSON, title: "Events per km²"),
                Link("legend", own + "/legend?f=json", .json),
            ]
        }
        return links
    }
}
