internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaRendering

extension Engine {
    /// The deepest zoom of heatmap tiles; beyond, pixels are smaller than places are exact.
    public static let deepestHeatmapZoom = 22

    /// A heatmap tile as a palette PNG; no data is transparent. A guarded layer's tile shows its released
    /// cells, each pixel the cell its centre lies in.
    ///
    /// - Returns: nil when no cell has data.
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `property.unknown`.
    public func heatmapTile(_ request: HeatmapTileRequest) throws -> [UInt8]? {
        guard request.pixels == 256 || request.pixels == 512 else {
            throw Fault(.optionInvalid, "A tile has 256 or 512 pixels on a side.")
        }
        guard request.address.zoom <= Self.deepestHeatmapZoom else {
            throw Fault(.optionInvalid, "Heatmap tiles end at zoom \(Self.deepestHeatmapZoom).")
        }
        let layer = try catalog.layer(request.layer)
        let frame = request.address.frame(pixels: request.pixels)
        guard try isSurface(layer, for: request.audience) else {
            return try cellTile(layer, request.heatmap, frame)
        }
        let plan = try DensityPlan(request.heatmap, of: layer, zone: catalog.city.zone)
        return try columns.reading([layer], for: request.audience) { columns in
            let tile = try DensityEstimator.tile(
                columns: columns[0], selection: plan.selection, options: plan.options(frame))
            guard let tile else { return nil }
            return try HeatmapPicture.png(
                try ReleaseGate.release(tile, of: layer, to: request.audience),
                scale: try plan.scale(columns[0]))
        }
    }

    private func cellTile(
        _ layer: LayerDefinition, _ request: HeatmapRequest, _ frame: GridFrame
    ) throws -> [UInt8]? {
        try requireWhole(request, of: layer)
        return try columns.reading([layer], for: request.audience) { columns in
            let cells = try releasedCells(columns[0], to: request.audience)
            let lookup = try CellLookup(from: frame.crs, to: cells.value.frame)
            guard let indices = try lookup.cells(of: frame) else { return nil }
            return try HeatmapPicture.png(
                cells, scale: try cellScale(cells, request, of: layer), cells: indices, width: frame.columns)
        }
    }
}

extension HeatmapTileRequest {
    /// The same, without the tile.
    var heatmap: HeatmapRequest {
        var heatmap = HeatmapRequest(layer: layer, audience: audience)
        heatmap.selection = selection
        // The tile is the extent.
        heatmap.selection.extent = nil
        heatmap.kernel = kernel
        heatmap.bandwidth = bandwidth
        heatmap.weight = weight
        heatmap.isPerYear = isPerYear
        heatmap.ramp = ramp
        heatmap.maximum = maximum
        heatmap.usesLayerScale = true
        return heatmap
    }
}
