internal import TabaqaAnalysis
internal import TabaqaExchange
public import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaTopology

extension Engine {
    /// Writes the picture: palette PNG, no data transparent.
    ///
    /// - Throws: `file.unsupported`, `file.unwritable`.
    public func writePicture(_ heatmap: Heatmap, to path: String) throws {
        guard OutputFile.suffix(of: path) == "png" else { throw OutputFile.unsupported(path, ".png") }
        try OutputFile.write(try picture(heatmap), to: path)
    }

    /// Writes the legend: `.json`, or a drawn strip as `.png`.
    public func writeLegend(_ heatmap: Heatmap, to path: String, language: Language) throws {
        switch OutputFile.suffix(of: path) {
        case "json": try OutputFile.write(try legend(heatmap, as: .json, language: language), to: path)
        case "png": try OutputFile.write(try legend(heatmap, as: .png, language: language), to: path)
        default: throw OutputFile.unsupported(path, ".json or .png")
        }
    }

    /// Writes the numbers: GeoTIFF (float32), CSV of cell centres, or GeoJSON cells in degrees.
    public func writeValues(_ heatmap: Heatmap, to path: String) throws {
        switch OutputFile.suffix(of: path) {
        case "tif", "tiff": try writeRaster(heatmap, to: path)
        case "csv":
            let sink = try FileSink(path: path)
            try GridWriter.csv(heatmap.grid, to: sink)
            try sink.commit()
        case "geojson", "json":
            let sink = try FileSink(path: path)
            try writeCells(heatmap, to: sink)
            try sink.commit()
        default: throw OutputFile.unsupported(path, ".tif, .csv or .geojson")
        }
    }

    func writeRaster(_ heatmap: Heatmap, to path: String) throws {
        let raster = try GridWriter.raster(heatmap.grid)
        try FormatsWriter.writeRaster(
            header: raster.header, values: raster.values, to: path, formatsExecutable: formatsExecutable)
    }

    /// Cells as polygons in degrees.
    func writeCells(_ heatmap: Heatmap, to sink: any ByteSink) throws {
        let crs = heatmap.grid.value.frame.crs
        let transform = try CoordinateTransform(from: crs, to: .wgs84)
        try GridWriter.geojson(heatmap.grid, to: sink) { position in
            guard let place = transform.transform(position) else {
                throw Fault(
                    .crsTransform,
                    "A cell at \(position.x), \(position.y) in \(crs) has no longitude and "
                        + "latitude.")
            }
            return place
        }
    }
}
