internal import TabaqaExchange
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// Writes formats of others: rows go as a GeoJSON text sequence to `tabaqa-formats`, which makes the file.
enum ForeignExport {
    /// Hands bytes on to the program.
    private struct Pipe: ByteSink {
        let writer: FormatsWriter

        func write(_ bytes: UnsafeRawBufferPointer) throws { try writer.write(bytes) }
    }

    /// - Returns: the program's warnings.
    static func write(
        driver: String, to path: String, layer: LayerDefinition, crs: CRS, formatsExecutable: String,
        _ chunks: () throws -> Released<FeatureBatch>?
    ) throws -> [String] {
        let writer = try FormatsWriter(driver: driver, to: path, formatsExecutable: formatsExecutable)
        let pipe = Pipe(writer: writer)
        var rows = 0
        var isOpen = false
        while let chunk = try chunks() {
            if !isOpen {
                try writer.begin(
                    name: layer.id, geometryType: geometryType(layer.geometry), crs: crs,
                    fields: chunk.value.columns.map { FormatsWriter.Field(name: $0.name, type: $0.type) })
                isOpen = true
            }
            var features = GeoJSONWriter(to: pipe, form: .sequence, crs: crs)
            try features.append(chunk)
            try features.end()
            rows += chunk.value.count
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
