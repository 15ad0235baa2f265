internal import TabaqaEngine
internal import TabaqaFeatureModel

extension TileRoutes {
    static let vectorTile = Route(
        .get, "/collections/{collectionId}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
        id: "getVectorTile", tag: tag, "A Mapbox Vector Tile of the layer's features.",
        access: .layer(.features),
        parameters: [CommonRoutes.layerParameter] + TileNames.ogc.parameters + Parameter.vectorTile,
        takesProperties: true, offers: [.vectorTile], mayBeEmpty: true
    ) { call in
        let address = try call.address(.ogc)
        let layer = try call.layer
        guard try TileLimits(layer, call, reach: 0).contains(address) else { throw TileFault.absent }
        return try vector(call, layer, address)
    }

    static let vectorXYZ = Route(
        .get, "/xyz/{collectionId}/{z}/{x}/{y}.mvt", id: "getVectorXYZ", tag: tag,
        "The same tile by zoom, column and row.", access: .layer(.features),
        parameters: [CommonRoutes.layerParameter] + TileNames.xyz.parameters + Parameter.vectorTile,
        takesProperties: true, offers: [.vectorTile], mayBeEmpty: true
    ) { call in try vector(call, try call.layer, try call.address(.xyz)) }

    private static func vector(_ call: Call, _ layer: LayerDefinition, _ address: TileAddress) throws
        -> Answer
    {
        guard layer.geometry != .none else { throw TileJSON.none(layer) }
        var given = call.given(Parameter.vectorTile, on: layer)
        var request = VectorTileRequest(
            layer: layer.id, audience: call.audience(of: layer), address: address)
        request.selection = try call.selection(of: layer)
        request.properties = call.query.list("properties")
        // Only where asked for: what a browser prefers must not decide what a tile holds.
        if call.query["lang"] != nil {
            request.language = call.language
            given.append(("lang", call.language.rawValue))
        }
        let answer = TileAnswer(
            call: call, layer: layer, address: address, kind: "vector",
            // How an area is simplified depends on its neighbours.
            reach: layer.geometry == .point ? 0 : nil, given: given, mediaType: .vectorTile)
        return try answer.make {
            let tile = try call.engine.vectorTile(request)
            return CachedTile(bytes: tile.bytes, dropped: tile.dropped, suspect: tile.suspect)
        }
    }
}
