internal import TabaqaFeatureModel

/// The one tile matrix set: WebMercatorQuad (17-083r4, annex D.1).
enum TileMatrixSet {
    static let uri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
    static let crs = "http://www.opengis.net/def/crs/EPSG/0/3857"
    static let pixels = 256

    /// Metres of a pixel at the equator.
    static func cellSize(_ zoom: Int) -> Double {
        2 * TileAddress.halfSide / Double(pixels) / Double(1 << zoom)
    }

    /// With the standard's pixel of 0.28 mm.
    static func scaleDenominator(_ zoom: Int) -> Double { cellSize(zoom) / 0.000_28 }

    static let document: JSON = [
        "id": "WebMercatorQuad", "title": "Google Maps Compatible for the World", "uri": .string(uri),
        "crs": .string(crs), "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": .array(
            (0...TileAddress.deepestZoom).map { zoom in
                [
                    "id": .string(String(zoom)), "scaleDenominator": .number(scaleDenominator(zoom)),
                    "cellSize": .number(cellSize(zoom)), "cornerOfOrigin": "topLeft",
                    "pointOfOrigin": [.number(-TileAddress.halfSide), .number(TileAddress.halfSide)],
                    "tileWidth": 256, "tileHeight": 256, "matrixWidth": .integer(1 << Int64(zoom)),
                    "matrixHeight": .integer(1 << Int64(zoom)),
                ]
            }),
    ]
}

extension TileRoutes {
    static let tileMatrixSets = Route(
        .get, "/tileMatrixSets", id: "getTileMatrixSets", tag: tag, "How the world is cut into tiles.",
        access: .open, offers: [.json, .html],
        schema: [
            "type": "object", "required": ["tileMatrixSets"],
            "properties": ["tileMatrixSets": ["type": "array", "items": Schemas.linked]],
        ]
    ) { call in
        let own = call.base + "/tileMatrixSets"
        return Pages.answer(
            call,
            [
                "links": JSON([
                    Link("self", own + "?f=json", .json), Link("alternate", own + "?f=html", .html),
                ]),
                "tileMatrixSets": [
                    [
                        "id": "WebMercatorQuad", "title": "Google Maps Compatible for the World",
                        "uri": .string(TileMatrixSet.uri), "crs": .string(TileMatrixSet.crs),
                        "links": JSON([Link("self", own + "/WebMercatorQuad?f=json", .json)]),
                    ]
                ],
            ])
    }

    static let tileMatrixSet = Route(
        .get, "/tileMatrixSets/WebMercatorQuad", id: "getTileMatrixSet", tag: tag,
        "The cut of Web Mercator that all web maps share.", access: .open, offers: [.json, .html],
        schema: [
            "type": "object", "required": ["tileMatrices", "crs"],
            "properties": [
                "id": ["type": "string"], "tileMatrices": ["type": "array", "items": ["type": "object"]],
            ],
        ]
    ) { call in Pages.answer(call, TileMatrixSet.document) }
}
