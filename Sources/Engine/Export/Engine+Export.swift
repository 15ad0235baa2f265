internal import TabaqaFeatureModel
internal import TabaqaRendering

extension Engine {
    /// Writes a layer, or the selected part of it, in constant memory.
    ///
    /// - Throws: `release.refused` before anything is written, `file.*`, `crs.*`, `filter.malformed`.
    public func export(_ request: ExportRequest) throws -> ExportReport {
        defer { progress.finish() }
        let layer = try catalog.layer(request.layer)
        let format = try ExportFormat(path: request.file)
        var items = ItemsRequest(layer: layer.id, audience: request.audience)
        items.selection = request.selection
        items.crs = request.crs ?? (format.prefersDegrees ? .wgs84 : layer.crs)
        items.properties = request.properties
        items.countsAttachments = true
        let chunks = try chunks(items)
        let warnings = try write(chunks, format, to: request.file)
        return ExportReport(rows: chunks.count, crs: items.crs, warnings: warnings)
    }

    private func write(_ chunks: ItemChunks, _ format: ExportFormat, to path: String) throws -> [String] {
        let form: StreamForm
        switch format {
        case .geoJSON: form = .geoJSON()
        case .geoJSONSequence: form = .geoJSONSequence()
        case .csv: form = .csv
        case .foreign(let driver):
            return try ForeignExport.write(
                chunks, driver: driver, to: path, formatsExecutable: formatsExecutable
            ) { report(rows: $0, of: chunks.count) }
        }
        let sink = try FileSink(path: path)
        let stream = ItemStream(chunks, form)
        var rows = 0
        while let piece = try stream.nextPiece() {
            try piece.bytes.withUnsafeBytes { try sink.write($0) }
            rows += piece.rows
            report(rows: rows, of: chunks.count)
        }
        try sink.commit()
        return []
    }

    private func report(rows: Int, of count: Int) {
        progress.report(phase: .writing, fraction: Double(rows) / Double(max(1, count)), rows: rows)
    }
}
