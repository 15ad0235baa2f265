import CGDAL

/// A file open in GDAL, closed when the last layer of it goes.
final class Dataset {
    let handle: GDALDatasetH
    let path: String
    let format: Format

    /// - Parameters:
    ///   - path: what GDAL is to open; made by ``Source``, never a caller's own text.
    ///   - format: the one driver that may open it.
    ///   - options: open options, `NAME=VALUE`.
    ///   - messages: where the driver's own words are gathered.
    /// - Throws: a ``Failure`` of bad data with the driver's reason.
    init(path: String, format: Format, options: [String] = [], messages: Messages) throws {
        messages.forget()
        let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
        let opened = CStrings.with([format.rawValue]) { drivers in
            CStrings.with(options) { GDALOpenEx(path, flags, drivers, $0, nil) }
        }
        guard let opened else {
            throw Failure(
                .badData,
                "The file cannot be read as \(format.rawValue): \(messages.lastFailure ?? "form not known").",
                remedy: format == .shapefile
                    ? "Check that all its parts are there (.shp, .shx, .dbf), or export it again."
                    : "Open it in the program that made it and export it again.")
        }
        handle = opened
        self.path = path
        self.format = format
    }

    deinit { GDALClose(handle) }

    var layers: [OGRLayerH] {
        (0..<max(0, GDALDatasetGetLayerCount(handle))).compactMap { GDALDatasetGetLayer(handle, $0) }
    }

    func layer(named name: String) -> OGRLayerH? { GDALDatasetGetLayerByName(handle, name) }
}

/// Lists of C strings, as GDAL takes its options.
enum CStrings {
    static func with<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) throws -> Result
    ) rethrows -> Result {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        for string in strings { list = CSLAddString(list, string) }
        defer { CSLDestroy(list) }
        var none: UnsafePointer<CChar>?
        guard let list else { return try withUnsafePointer(to: &none) { try body($0) } }
        return try list.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: strings.count + 1) {
            try body(UnsafePointer($0))
        }
    }

    static func with<Result>(
        mutable strings: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Result
    ) rethrows -> Result {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        for string in strings { list = CSLAddString(list, string) }
        defer { CSLDestroy(list) }
        return try body(list)
    }
}
