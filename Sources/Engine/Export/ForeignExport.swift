internal import TabaqaExchange
internal import TabaqaFeatureModel

/// Writes formats of others: rows go as a GeoJSON text sequence to `tabaqa-formats`, which makes the file.
enum ForeignExport {
    /// - Parameter report: called with how many rows have been written.
    /// - Returns: the program's warnings.
    static func write(
        _ chunks: ItemChunks, driver: String, to path: String, formatsExecutable: String,
        report: (Int) -> Void
    ) throws -> [String] {
        let writer = try FormatsWriter(driver: driver, to: path, formatsExecutable: formatsExecutable)
        let (layer, crs) = (chunks.query.layer, chunks.query.crs)
        // A file of no rows still has its columns.
        try writer.begin(
            name: layer.id, geometryType: geometryType(layer.geometry), crs: crs,
            fields: try chunks.empty().value.columns.map { FormatsWriter.Field(name: $0.name, type: $0.type) }
        )
        let stream = ItemStream(chunks, .geoJSONSequence())
        var rows = 0
        while let piece = try stream.nextPiece() {
            try writer.write(piece.bytes)
            rows += piece.rows
            report(rows)
        }
        return try writer.end(count: rows)
    }

    private static func geometryType(_ type: GeometryType) -> String {
        switch type {
        case .point: "Point"
        case .lineString: "MultiLineString"
        case .polygon: "MultiPolygon"
        case .none: "None"
        }
    }
}
