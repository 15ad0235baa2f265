internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

extension TileRoutes {
    static let mapTile = Route(
        .get, "/collections/{collectionId}/map/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
        id: "getMapTile", tag: tag, "A tile of the layer's heatmap.", access: .layer(.cells),
        parameters: [CommonRoutes.layerParameter] + TileNames.ogc.parameters + Parameter.mapTile,
        takesProperties: true, offers: [.png], mayBeEmpty: true
    ) { call in
        let address = try call.address(.ogc)
        let layer = try call.layer
        let request = try mapRequest(call, layer, address)
        let limits = try TileLimits(
            layer, call, reach: reach(of: request, layer) ?? Call.bandwidths.upperBound)
        guard limits.contains(address) else { throw TileFault.absent }
        return try map(call, layer, request, empty: nil)
    }

    static let mapXYZ = Route(
        .get, "/xyz/{collectionId}/{z}/{x}/{y}.png", id: "getMapXYZ", tag: tag,
        "The same tile by zoom, column and row; transparent where there is nothing.", access: .layer(.cells),
        parameters: [CommonRoutes.layerParameter] + TileNames.xyz.parameters + Parameter.mapTile,
        takesProperties: true, offers: [.png]
    ) { call in
        let layer = try call.layer
        let request = try mapRequest(call, layer, try call.address(.xyz))
        return try map(call, layer, request, empty: try EmptyTile.png(pixels: request.pixels))
    }

    /// - Throws: `layer.unknown` for a layer that has no heatmap.
    static func mapRequest(
        _ call: Call, _ layer: LayerDefinition, _ address: TileAddress
    ) throws -> HeatmapTileRequest {
        guard layer.geometry == .point else {
            throw Fault(
                .httpPathUnknown, "Layer “\(layer.id)” has no points and so no heatmap.",
                remedy: "Its features are in the vector tiles.")
        }
        guard address.zoom <= Engine.deepestHeatmapZoom else { throw TileFault.absent }
        var request = try call.heatmapTile(layer, at: address)
        if let pixels = try call.query.integer("pixels", in: 256...512) {
            guard pixels == 256 || pixels == 512 else {
                throw Fault(
                    .optionInvalid, "Parameter “pixels” must be 256 or 512.", at: Fault.Place(field: "pixels")
                )
            }
            request.pixels = pixels
        }
        return request
    }

    static func map(
        _ call: Call, _ layer: LayerDefinition, _ request: HeatmapTileRequest, empty: [UInt8]?
    ) throws -> Answer {
        var answer = TileAnswer(
            call: call, layer: layer, address: request.address, kind: "heatmap",
            reach: reach(of: request, layer), given: call.given(Parameter.mapTile, on: layer), mediaType: .png
        )
        answer.empty = empty
        return try answer.make { CachedTile(bytes: try call.engine.heatmapTile(request) ?? []) }
    }

    /// How far beyond its edge rows show in a tile; nil where the whole layer decides: because the colour scale, the
    /// period years are counted in, or the cells that may leave come out of all of it.
    private static func reach(of request: HeatmapTileRequest, _ layer: LayerDefinition) -> Double? {
        let style = layer.heatmap
        let weight = request.weight == "count" ? nil : request.weight ?? style?.weight
        let hasScale =
            request.maximum != nil
            || style.map { $0.maximum?.isPerYear == request.isPerYear && $0.weight == weight } ?? false
        guard ReleaseGate.decide(request.audience, layer.sensitivity, .density) == .exact, hasScale,
            !request.isPerYear, let bandwidth = request.bandwidth ?? style?.bandwidth
        else { return nil }
        let kernel = (request.kernel ?? style?.kernel ?? .quartic).reach(bandwidth: bandwidth)
        // Sums run on a lattice finer than the bandwidth or as fine as the pixels.
        return 1.5 * kernel + 4 * request.address.side / Double(request.pixels)
    }
}
