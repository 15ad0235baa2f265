internal import TabaqaEngine
internal import TabaqaFeatureModel

extension TileRoutes {
    static let vectorTileSets = Route(
        .get, "/collections/{collectionId}/tiles", id: "getVectorTileSets", tag: tag,
        "The sets of vector tiles of the layer.", access: .layer(.features),
        parameters: [CommonRoutes.layerParameter], offers: [.json, .html], schema: Schemas.linked
    ) { call in try TileSetDocument(call, isVector: true).list() }

    static let vectorTileSet = Route(
        .get, "/collections/{collectionId}/tiles/WebMercatorQuad", id: "getVectorTileSet", tag: tag,
        "The vector tiles of the layer: limits, properties, addresses.", access: .layer(.features),
        parameters: [CommonRoutes.layerParameter], offers: [.json, .html], schema: tileSetSchema
    ) { call in try TileSetDocument(call, isVector: true).one() }

    static let mapTileSets = Route(
        .get, "/collections/{collectionId}/map/tiles", id: "getMapTileSets", tag: tag,
        "The sets of heatmap tiles of the layer.", access: .layer(.cells),
        parameters: [CommonRoutes.layerParameter], offers: [.json, .html], schema: Schemas.linked
    ) { call in try TileSetDocument(call, isVector: false).list() }

    static let mapTileSet = Route(
        .get, "/collections/{collectionId}/map/tiles/WebMercatorQuad", id: "getMapTileSet", tag: tag,
        "The heatmap tiles of the layer: limits and addresses.", access: .layer(.cells),
        parameters: [CommonRoutes.layerParameter], offers: [.json, .html], schema: tileSetSchema
    ) { call in try TileSetDocument(call, isVector: false).one() }

    private static let tileSetSchema: JSON = [
        "type": "object", "required": ["dataType", "crs", "links"],
        "properties": [
            "title": ["type": "string"], "dataType": ["type": "string"], "crs": ["type": "string"],
            "tileMatrixSetURI": ["type": "string"],
            "tileMatrixSetLimits": ["type": "array", "items": ["type": "object"]], "links": Schemas.links,
        ],
    ]
}

/// Metadata of a layer's tiles (17-083r4, clause 10).
struct TileSetDocument {
    private let call: Call
    private let layer: LayerDefinition
    private let isVector: Bool
    private let own: String

    /// - Throws: `http.path-unknown` for a layer that has no such tiles.
    init(_ call: Call, isVector: Bool) throws {
        self.call = call
        self.isVector = isVector
        layer = try call.layer
        guard isVector ? layer.geometry != .none : layer.geometry == .point else {
            throw Fault(.httpPathUnknown, "Layer “\(layer.id)” has no such tiles.")
        }
        own = "\(call.base)/collections/\(layer.id)" + (isVector ? "/tiles" : "/map/tiles")
    }

    private var mediaType: MediaType { isVector ? .vectorTile : .png }

    private var title: String { layer.title[call.language] }

    private var head: [(String, JSON)] {
        [
            ("title", .string(title)), ("dataType", isVector ? "vector" : "map"),
            ("crs", .string(TileMatrixSet.crs)), ("tileMatrixSetURI", .string(TileMatrixSet.uri)),
        ]
    }

    func list() throws -> Answer {
        let set = own + "/WebMercatorQuad"
        let document: JSON = [
            "links": JSON([Link("self", own + "?f=json", .json), Link("alternate", own + "?f=html", .html)]),
            "tilesets": [
                .object(
                    head + [
                        (
                            "links",
                            JSON([
                                Link("self", set + "?f=json", .json),
                                Link(
                                    "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
                                    call.base + "/tileMatrixSets/WebMercatorQuad", .json),
                            ])
                        )
                    ])
            ],
        ]
        return Pages.answer(call, document, title: title)
    }

    func one() throws -> Answer {
        let limits = try TileLimits(layer, call, reach: isVector ? 0 : TileJSON.reach(layer))
        var members = head
        members.append(
            (
                "tileMatrixSetLimits",
                limits.json(to: isVector ? TileAddress.deepestZoom : Engine.deepestHeatmapZoom)
            ))
        if let extent = limits.extent {
            members.append(
                (
                    "boundingBox",
                    [
                        "lowerLeft": [.number(extent.minX), .number(extent.minY)],
                        "upperRight": [.number(extent.maxX), .number(extent.maxY)],
                        "crs": .string(RequestedCRS.crs84.uri),
                    ]
                ))
        }
        if isVector { members.append(("layers", [content])) }
        members.append(("links", JSON(links)))
        return Pages.answer(call, .object(members), title: title)
    }

    /// The layer in the tile.
    private var content: JSON {
        let dimension: Int64 = layer.geometry == .point ? 0 : layer.geometry == .lineString ? 1 : 2
        let properties = TileJSON.properties(layer, call).map { property -> (String, JSON) in
            (
                property.name,
                [
                    "title": .string(property.label[call.language]),
                    "type": .string(TileJSON.schemaType(property.type)),
                ]
            )
        }
        return [
            "id": .string(layer.id), "title": .string(title), "dataType": "vector",
            "geometryDimension": .integer(dimension),
            "propertiesSchema": ["type": "object", "properties": .object(properties)],
        ]
    }

    private var links: [Link] {
        let set = own + "/WebMercatorQuad"
        var item = Link(
            "item", set + "/{tileMatrix}/{tileRow}/{tileCol}?f=\(isVector ? "mvt" : "png")", mediaType)
        item.isTemplate = true
        return [
            Link("self", set + "?f=json", .json), Link("alternate", set + "?f=html", .html),
            Link(
                "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
                call.base + "/tileMatrixSets/WebMercatorQuad", .json),
            Link(
                "describedby", "\(call.base)/collections/\(layer.id)\(isVector ? "" : "/map")/tilejson",
                .json,
                title: "TileJSON"),
            item,
        ]
    }
}
