import CGDAL
import Glibc

/// `tabaqa-formats write --format GeoTIFF`: one band of float32 values, the same bytes for the same input.
struct RasterWriter {
    private static let rowsAtOnce = 256

    let file: String
    let input: RecordReader
    let messages: Messages

    func run() throws {
        let output = try TemporaryOutput(
            target: file, workingName: try OutputFormat.geoTIFF.workingName(for: file))
        let header: RasterHeader
        do {
            header = try input.line(longest: 1 << 20) { try RasterHeader($0) }
        } catch let malformed as JSONCursor.Malformed {
            throw input.broken("lacks \(malformed.expected) at byte \(malformed.offset)")
        }
        try fill(output.path, header)
        try output.finish()
        let json = JSONBuffer(capacity: 1024)
        json.raw("{\"tabaqa\":\"end\",\"count\":1,\"warnings\":")
        json.strings(messages.all)
        json.raw("}\n")
        try json.drain(to: 1)
    }

    private func fill(_ path: String, _ header: RasterHeader) throws {
        let reference = try SpatialReference(code: header.crs)
        // Predictor 3 is the one for floating point; blocks are compressed one by one, in order, on one
        // thread.
        let options = [
            "COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=6", "TILED=YES", "BIGTIFF=IF_SAFER", "NUM_THREADS=1",
        ]
        messages.forget()
        let made = CStrings.with(mutable: options) { options in
            GDALCreate(
                OutputFormat.geoTIFF.driver, path, Int32(header.width), Int32(header.height), 1, GDT_Float32,
                options)
        }
        guard let dataset = made else { throw failure() }
        do {
            try describe(dataset, header, reference.handle)
            try copyRows(header, to: dataset)
        } catch {
            GDALClose(dataset)
            throw error
        }
        GDALClose(dataset)
        if messages.failures > 0 { throw failure() }
    }

    private func describe(
        _ dataset: GDALDatasetH, _ header: RasterHeader, _ reference: OGRSpatialReferenceH?
    ) throws {
        var transform = header.geotransform
        guard GDALSetGeoTransform(dataset, &transform) == CE_None,
            reference == nil || GDALSetSpatialRef(dataset, reference) == CE_None,
            let band = GDALGetRasterBand(dataset, 1), GDALSetRasterNoDataValue(band, header.noData) == CE_None
        else { throw failure() }
        if !header.description.isEmpty { GDALSetDescription(band, header.description) }
        if !header.unit.isEmpty { GDALSetRasterUnitType(band, header.unit) }
        GDALSetMetadataItem(dataset, "AREA_OR_POINT", "Area", nil)
        for (key, value) in header.metadata { GDALSetMetadataItem(dataset, key, value, nil) }
    }

    private func copyRows(_ header: RasterHeader, to dataset: GDALDatasetH) throws {
        guard let band = GDALGetRasterBand(dataset, 1) else { throw failure() }
        let rowsAtOnce = min(header.height, RasterWriter.rowsAtOnce)
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: header.width * rowsAtOnce * MemoryLayout<Float>.size, alignment: 16)
        defer { room.deallocate() }
        for row in stride(from: 0, to: header.height, by: rowsAtOnce) {
            let rows = min(rowsAtOnce, header.height - row)
            let part = UnsafeMutableRawBufferPointer(
                rebasing: room[..<(header.width * rows * MemoryLayout<Float>.size)])
            guard try input.fill(part) else {
                throw Failure(
                    .badData, "The input stops before row \(row + rows) of \(header.height).",
                    remedy: "Check why the program that sent it stopped.")
            }
            let (width, height) = (Int32(header.width), Int32(rows))
            guard
                GDALRasterIO(
                    band, GF_Write, 0, Int32(row), width, height, part.baseAddress, width, height,
                    GDT_Float32, 0, 0)
                    == CE_None
            else { throw failure() }
        }
        guard try input.isAtEnd() else { throw input.broken("is followed by more bytes than the raster has") }
    }

    private func failure() -> Failure {
        Failure(
            .cannotCreate, "The raster cannot be written: \(messages.lastFailure ?? "no reason was given").",
            remedy: "Check the disk and the raster's size.", file: file)
    }
}
