internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaExchange
internal import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaTopology

extension Engine {
    /// Rows written at a time.
    private static let exportChunk = 65_536

    /// Writes a layer, or the selected part of it, in constant memory.
    ///
    /// - Throws: `release.refused` before anything is written, `file.*`, `crs.*`, `filter.malformed`.
    public func export(_ request: ExportRequest) throws -> ExportReport {
        defer { progress.finish() }
        let layer = try catalog.layer(request.layer)
        let format = try ExportFormat(path: request.file)
        try ReleaseGate.require(layer, .features, for: request.audience)
        let selection = try request.selection.resolved(
            for: layer, zone: catalog.city.zone, audience: request.audience)
        let crs = request.crs ?? (format.prefersDegrees ? .wgs84 : layer.crs)
        let columns = try self.columns.open(layer)
        let transform = crs == layer.crs ? nil : try CoordinateTransform(from: layer.crs, to: crs)
        let wants =
            request.selection.selectsAllRows
            ? Array(0..<columns.count)
            : try SelectionEvaluator.evaluate(
                selection, columns: columns, needsPlace: selection.extent != nil
            ).rows.rows
        var next = 0
        let chunks = { () throws -> Released<FeatureBatch>? in
            // A file of no rows still has its columns.
            guard next < wants.count || (next == 0 && wants.isEmpty) else { return nil }
            let part = wants[next..<min(next + Self.exportChunk, wants.count)]
            next = wants.isEmpty ? 1 : next + part.count
            var batch = try columns.materialize(part)
            if let transform {
                _ = transform.transform(&batch.geometry)
                batch.crs = crs
            }
            progress.report(
                phase: .writing, fraction: Double(next) / Double(max(1, wants.count)), rows: next)
            return try ReleaseGate.release(batch, of: layer, to: request.audience)
        }
        let warnings = try write(format, to: request.file, layer: layer, crs: crs, chunks)
        return ExportReport(rows: wants.count, crs: crs, warnings: warnings)
    }

    private func write(
        _ format: ExportFormat, to path: String, layer: LayerDefinition, crs: CRS,
        _ chunks: () throws -> Released<FeatureBatch>?
    ) throws -> [String] {
        switch format {
        case .geoJSON, .geoJSONSequence:
            let sink = try FileSink(path: path)
            var writer = GeoJSONWriter(
                to: sink, form: format == .geoJSON ? .collection : .sequence, name: layer.id, crs: crs)
            while let chunk = try chunks() { try writer.append(chunk) }
            try writer.end()
            try sink.commit()
        case .csv:
            let sink = try FileSink(path: path)
            var writer = CSVWriter(to: sink)
            while let chunk = try chunks() { try writer.append(chunk) }
            try sink.commit()
        case .foreign(let driver):
            return try ForeignExport.write(
                driver: driver, to: path, layer: layer, crs: crs, formatsExecutable: formatsExecutable, chunks
            )
        }
        return []
    }
}
