internal import TabaqaExchange
public import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaTopology

extension Engine {
    /// Pixels on the long side of a picture made of a guarded layer's few large cells.
    private static let cellPictureSide = 1024

    /// Writes the picture: palette PNG, no data transparent.
    ///
    /// - Throws: `file.unsupported`, `file.unwritable`.
    public func writePicture(_ heatmap: Heatmap, to path: String) throws {
        guard OutputFile.suffix(of: path) == "png" else { throw OutputFile.unsupported(path, ".png") }
        let frame = heatmap.grid.value.frame
        let magnification =
            heatmap.isCells ? max(1, Self.cellPictureSide / max(frame.columns, frame.rows)) : 1
        let png = try HeatmapPicture.png(
            heatmap.grid, scale: heatmap.scale, magnification: magnification, level: 6)
        try OutputFile.write(png, to: path)
    }

    /// Writes the legend: `.json`, or a drawn strip as `.png`.
    public func writeLegend(_ heatmap: Heatmap, to path: String, language: Language) throws {
        let legend = HeatmapLegend(
            layer: heatmap.layer, department: catalog.department(heatmap.layer.department),
            clock: try ZoneClock(zone: heatmap.layer.time?.zone ?? catalog.city.zone))
        switch OutputFile.suffix(of: path) {
        case "json": try OutputFile.write(legend.json(heatmap.grid, scale: heatmap.scale), to: path)
        case "png":
            try OutputFile.write(
                try legend.png(heatmap.grid, scale: heatmap.scale, language: language), to: path)
        default: throw OutputFile.unsupported(path, ".json or .png")
        }
    }

    /// Writes the numbers: GeoTIFF (float32), CSV of cell centres, or GeoJSON cells in degrees.
    public func writeValues(_ heatmap: Heatmap, to path: String) throws {
        switch OutputFile.suffix(of: path) {
        case "tif", "tiff":
            let raster = try GridWriter.raster(heatmap.grid)
            try FormatsWriter.writeRaster(
                header: raster.header, values: raster.values, to: path, formatsExecutable: formatsExecutable)
        case "csv":
            let sink = try FileSink(path: path)
            try GridWriter.csv(heatmap.grid, to: sink)
            try sink.commit()
        case "geojson", "json":
            let crs = heatmap.grid.value.frame.crs
            let transform = try CoordinateTransform(from: crs, to: .wgs84)
            let sink = try FileSink(path: path)
            try GridWriter.geojson(heatmap.grid, to: sink) { position in
                guard let place = transform.transform(position) else {
                    throw Fault(
                        .crsTransform,
                        "A cell at \(position.x), \(position.y) in \(crs) has no longitude and "
                            + "latitude.")
                }
                return place
            }
            try sink.commit()
        default: throw OutputFile.unsupported(path, ".tif, .csv or .geojson")
        }
    }
}
