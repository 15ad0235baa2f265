import CGDAL

/// Reads GeoJSON geometry objects (RFC 7946) into little-endian WKB, which GDAL takes in one call.
struct GeometryReader {
    private static let codes: [String: UInt32] = [
        "Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6,
        "GeometryCollection": 7,
    ]

    private var wkb: [UInt8] = []

    /// Passes a geometry object or `null`.
    ///
    /// - Returns: a geometry the caller owns, or nil for `null`.
    mutating func geometry(_ cursor: inout JSONCursor) throws -> OGRGeometryH? {
        if cursor.takeLiteral("null") { return nil }
        wkb.removeAll(keepingCapacity: true)
        try object(&cursor, depth: 0)
        var made: OGRGeometryH?
        let status = wkb.withUnsafeBytes { OGR_G_CreateFromWkbEx($0.baseAddress, nil, &made, $0.count) }
        guard status == OGRERR_NONE, let made else { throw cursor.malformed("a geometry that can be built") }
        return made
    }

    private mutating func object(_ cursor: inout JSONCursor, depth: Int) throws {
        guard depth < 16 else { throw cursor.malformed("fewer nested collections") }
        var code: UInt32?
        var content: Range<Int>?
        try cursor.object { cursor, key in
            switch key {
            case "type": code = GeometryReader.codes[try cursor.string()]
            case "coordinates", "geometries": content = try cursor.skip()
            default: try cursor.skip()
            }
        }
        guard let code, let content else { throw cursor.malformed("a geometry with type and coordinates") }
        var inner = JSONCursor(cursor.bytes, at: content.lowerBound)
        head(code)
        switch code {
        case 1: try position(&inner)
        case 2: try line(&inner)
        case 3: try list(&inner) { try $0.line(&$1) }
        case 4:
            try list(&inner) {
                $0.head(1); try $0.position(&$1)
            }
        case 5:
            try list(&inner) {
                $0.head(2); try $0.line(&$1)
            }
        case 6:
            try list(&inner) { reader, cursor in
                reader.head(3)
                try reader.list(&cursor) { try $0.line(&$1) }
            }
        default: try list(&inner) { try $0.object(&$1, depth: depth + 1) }
        }
    }

    private mutating func head(_ code: UInt32) {
        wkb.append(1)
        number(code)
    }

    private mutating func number(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { wkb.append(contentsOf: $0) }
    }

    /// A counted list; the count is put in when it is known.
    private mutating func list(
        _ cursor: inout JSONCursor, _ element: (inout GeometryReader, inout JSONCursor) throws -> Void
    ) throws {
        let place = wkb.count
        number(0)
        var count: UInt32 = 0
        try cursor.array { cursor in
            try element(&self, &cursor)
            count += 1
        }
        withUnsafeBytes(of: count.littleEndian) { wkb.replaceSubrange(place..<(place + 4), with: $0) }
    }

    private mutating func line(_ cursor: inout JSONCursor) throws {
        try list(&cursor) { try $0.position(&$1) }
    }

    private mutating func position(_ cursor: inout JSONCursor) throws {
        try cursor.expect(UInt8(ascii: "["), "a position")
        let east = try cursor.number().value
        try cursor.expect(UInt8(ascii: ","), "a second coordinate")
        let north = try cursor.number().value
        while cursor.take(UInt8(ascii: ",")) { _ = try cursor.number() }
        try cursor.expect(UInt8(ascii: "]"), "the end of the position")
        for value in [east, north] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { wkb.append(contentsOf: $0) }
        }
    }
}
