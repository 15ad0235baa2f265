/// The first line of a raster to be written.
struct RasterHeader {
    private(set) var width = 0
    private(set) var height = 0
    /// GDAL's six numbers: west edge, cell width, shear, north edge, shear, minus cell height.
    private(set) var geotransform: [Double] = []
    private(set) var crs: String?
    private(set) var noData = Double.nan
    private(set) var description = ""
    private(set) var unit = ""
    private(set) var metadata: [(key: String, value: String)] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var cursor = JSONCursor(bytes)
        var kind = ""
        try cursor.object { cursor, key in
            switch key {
            case "tabaqa": kind = try cursor.string()
            case "width": width = try RasterHeader.size(&cursor)
            case "height": height = try RasterHeader.size(&cursor)
            case "geotransform": try cursor.array { try geotransform.append($0.number().value) }
            case "crs": crs = try cursor.takeLiteral("null") ? nil : cursor.string()
            case "nodata": noData = try RasterHeader.noData(&cursor)
            case "description": description = try cursor.string()
            case "unit": unit = try cursor.string()
            case "metadata":
                try cursor.object { try metadata.append((key: $1, value: RasterHeader.text(&$0))) }
            default: try cursor.skip()
            }
        }
        try cursor.expectEnd()
        guard kind == "raster", geotransform.count == 6, width > 0, height > 0, width <= (1 << 31) / height
        else {
            throw cursor.malformed("a raster header with width, height and six numbers of geotransform")
        }
    }

    private static func size(_ cursor: inout JSONCursor) throws -> Int {
        guard let value = Int32(exactly: try cursor.number().value), (1...1_000_000).contains(value) else {
            throw cursor.malformed("a size between 1 and 1,000,000")
        }
        return Int(value)
    }

    private static func noData(_ cursor: inout JSONCursor) throws -> Double {
        guard cursor.peek() == UInt8(ascii: "\"") else { return try cursor.number().value }
        guard try cursor.string().lowercased() == "nan" else { throw cursor.malformed("nan or a number") }
        return .nan
    }

    private static func text(_ cursor: inout JSONCursor) throws -> String {
        if cursor.peek() == UInt8(ascii: "\"") { return try cursor.string() }
        return String(decoding: cursor.bytes[try cursor.skip()], as: UTF8.self)
    }
}
