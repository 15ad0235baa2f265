internal import Foundation
public import TabaqaFeatureModel
internal import TabaqaRendering

/// The forms a density's numbers leave in.
public enum ValueForm: Sendable { case geoJSON, csv, geoTIFF }

/// The forms a legend leaves in.
public enum LegendForm: Sendable { case json, png }

/// The same outputs as the commands write, in memory.
extension Engine {
    /// Pixels on the long side of a picture made of a guarded layer's few large cells.
    private static let cellPictureSide = 1024

    /// A palette PNG, no data transparent. A guarded layer's cells are drawn as squares.
    public func picture(_ heatmap: Heatmap) throws -> [UInt8] {
        let frame = heatmap.grid.value.frame
        let magnification =
            heatmap.isCells ? max(1, Self.cellPictureSide / max(frame.columns, frame.rows)) : 1
        return try HeatmapPicture.png(
            heatmap.grid, scale: heatmap.scale, magnification: magnification, level: 6)
    }

    public func legend(_ heatmap: Heatmap, as form: LegendForm, language: Language) throws -> [UInt8] {
        let legend = HeatmapLegend(
            layer: heatmap.layer, department: catalog.department(heatmap.layer.department),
            clock: try ZoneClock(zone: heatmap.layer.time?.zone ?? catalog.city.zone))
        return switch form {
        case .json: legend.json(heatmap.grid, scale: heatmap.scale)
        case .png: try legend.png(heatmap.grid, scale: heatmap.scale, language: language)
        }
    }

    /// GeoJSON cells in degrees, CSV of cell centres, or a GeoTIFF of 32-bit floats.
    public func values(_ heatmap: Heatmap, as form: ValueForm) throws -> [UInt8] {
        switch form {
        case .geoJSON, .csv:
            let sink = MemorySink()
            if form == .csv {
                try GridWriter.csv(heatmap.grid, to: sink)
            } else {
                try writeCells(heatmap, to: sink)
            }
            return sink.bytes
        case .geoTIFF:
            // GDAL writes GeoTIFF into files only.
            let file = FileManager.default.temporaryDirectory
                .appending(path: "tabaqa-\(UUID().uuidString).tif")
            defer { try? FileManager.default.removeItem(at: file) }
            try writeRaster(heatmap, to: file.path)
            guard let bytes = FileManager.default.contents(atPath: file.path) else {
                throw Fault(.renderingFailed, "The GeoTIFF could not be read back.")
            }
            return [UInt8](bytes)
        }
    }

    /// A join as GeoJSON in degrees, or CSV.
    public func bytes(of join: Join, asCSV: Bool) throws -> [UInt8] {
        let sink = MemorySink()
        try write(join, asCSV: asCSV, to: sink)
        return sink.bytes
    }

    /// A printed page as PNG or PDF.
    ///
    /// - Parameters:
    ///   - over: a layer whose outlines and names are drawn; nil: none.
    ///   - overAudience: for whom they are drawn; nil: as the heatmap.
    public func sheet(
        _ heatmap: Heatmap, over: String?, overAudience: Audience? = nil, language: Language, asPDF: Bool
    ) throws -> [UInt8] {
        try painted(
            try content(heatmap, over: over, overAudience: overAudience, language: language), asPDF: asPDF)
    }

    /// A join's printed page: areas coloured by one measure.
    ///
    /// - Parameters:
    ///   - measure: a measure column; nil: the first rate, else the count.
    ///   - breaks: `quantile`, `quantile:N` or inner breaks `a,b,c`.
    public func sheet(
        _ join: Join, over: String?, overAudience: Audience? = nil, measure: String?, breaks: String,
        language: Language, asPDF: Bool
    ) throws -> [UInt8] {
        try painted(
            try content(
                join, over: over, overAudience: overAudience, measure: measure, breaks: breaks,
                language: language), asPDF: asPDF)
    }

    private func painted(_ content: SheetContent, asPDF: Bool) throws -> [UInt8] {
        asPDF ? try SheetPainter.pdf(content) : try SheetPainter.png(content)
    }
}
