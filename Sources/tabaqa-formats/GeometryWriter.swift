import CGDAL

/// Writes GDAL's geometries as GeoJSON (RFC 7946) geometry objects, two ordinates to a position, in the
/// layer's own coordinates.
struct GeometryWriter {
    let json: JSONBuffer
    /// Whether the layer hands out north before east.
    let swapsAxes: Bool
    /// Curves become lines of at most this many degrees a step.
    private static let arcStep = 1.0
    private static let deepest = 32
    private var scratch: [Double] = []
    private(set) var hasBadNumber = false

    init(json: JSONBuffer, swapsAxes: Bool) {
        self.json = json
        self.swapsAxes = swapsAxes
    }

    /// The GeoJSON name of a geometry's kind, after ``write(_:)`` has made it flat.
    static func typeName(of geometry: OGRGeometryH) -> String {
        name(of: OGR_GT_GetLinear(OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))))
    }

    /// The GeoJSON name of a layer's declared type; `Geometry` for any, `None` for a plain table.
    static func name(of type: OGRwkbGeometryType) -> String {
        switch OGR_GT_GetLinear(OGR_GT_Flatten(type)) {
        case wkbPoint: "Point"
        case wkbLineString: "LineString"
        case wkbPolygon, wkbTriangle: "Polygon"
        case wkbMultiPoint: "MultiPoint"
        case wkbMultiLineString: "MultiLineString"
        case wkbMultiPolygon, wkbTIN, wkbPolyhedralSurface: "MultiPolygon"
        case wkbGeometryCollection: "GeometryCollection"
        case wkbNone: "None"
        default: "Geometry"
        }
    }

    /// Writes a geometry, or `null` for none, an empty one, or one with a coordinate that is no number.
    ///
    /// - Returns: false when the geometry was given up for a coordinate that is no number.
    mutating func write(_ geometry: OGRGeometryH?) -> Bool {
        hasBadNumber = false
        let start = json.count
        if let geometry, OGR_G_IsEmpty(geometry) == 0, object(geometry, depth: 0), !hasBadNumber {
            return true
        }
        json.truncate(to: start)
        json.raw("null")
        return !hasBadNumber
    }

    private mutating func object(_ geometry: OGRGeometryH, depth: Int) -> Bool {
        guard depth < GeometryWriter.deepest else { return false }
        let type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
        switch type {
        case wkbPoint:
            json.raw("{\"type\":\"Point\",\"coordinates\":")
            position(OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0))
        case wkbLineString:
            json.raw("{\"type\":\"LineString\",\"coordinates\":")
            line(geometry)
        case wkbPolygon:
            json.raw("{\"type\":\"Polygon\",\"coordinates\":")
            list(geometry) { $0.line($1) }
        case wkbMultiPoint:
            json.raw("{\"type\":\"MultiPoint\",\"coordinates\":")
            list(geometry) { $0.position(OGR_G_GetX($1, 0), OGR_G_GetY($1, 0)) }
        case wkbMultiLineString:
            json.raw("{\"type\":\"MultiLineString\",\"coordinates\":")
            list(geometry) { $0.line($1) }
        case wkbMultiPolygon:
            json.raw("{\"type\":\"MultiPolygon\",\"coordinates\":")
            list(geometry) { writer, part in writer.list(part) { $0.line($1) } }
        case wkbGeometryCollection:
            json.raw("{\"type\":\"GeometryCollection\",\"geometries\":")
            list(geometry) { if !$0.object($1, depth: depth + 1) { $0.json.raw("null") } }
        default:
            return simplified(geometry, type: type, depth: depth)
        }
        json.byte(UInt8(ascii: "}"))
        return true
    }

    /// Curves as lines, triangles and surfaces as polygons.
    private mutating func simplified(_ geometry: OGRGeometryH, type: OGRwkbGeometryType, depth: Int) -> Bool {
        let plain: OGRGeometryH?
        switch type {
        case wkbTriangle: plain = OGR_G_ForceTo(OGR_G_Clone(geometry), wkbPolygon, nil)
        case wkbTIN, wkbPolyhedralSurface: plain = OGR_G_ForceTo(OGR_G_Clone(geometry), wkbMultiPolygon, nil)
        default: plain = OGR_G_GetLinearGeometry(geometry, GeometryWriter.arcStep, nil)
        }
        guard let plain else { return false }
        defer { OGR_G_DestroyGeometry(plain) }
        guard OGR_GT_Flatten(OGR_G_GetGeometryType(plain)) != type else { return false }
        return object(plain, depth: depth + 1)
    }

    private mutating func list(
        _ geometry: OGRGeometryH, _ element: (inout GeometryWriter, OGRGeometryH) -> Void
    ) {
        json.byte(UInt8(ascii: "["))
        var isFirst = true
        for index in 0..<max(0, OGR_G_GetGeometryCount(geometry)) {
            guard let part = OGR_G_GetGeometryRef(geometry, index), OGR_G_IsEmpty(part) == 0 else { continue }
            if !isFirst { json.byte(UInt8(ascii: ",")) }
            isFirst = false
            element(&self, part)
        }
        json.byte(UInt8(ascii: "]"))
    }

    private mutating func line(_ geometry: OGRGeometryH) {
        let count = Int(max(0, OGR_G_GetPointCount(geometry)))
        if scratch.count < count * 2 { scratch = [Double](repeating: 0, count: count * 2) }
        scratch.withUnsafeMutableBufferPointer { room in
            guard let base = room.baseAddress, count > 0 else { return }
            OGR_G_GetPoints(geometry, base, 16, base + 1, 16, nil, 0)
        }
        json.byte(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { json.byte(UInt8(ascii: ",")) }
            position(scratch[index * 2], scratch[index * 2 + 1])
        }
        json.byte(UInt8(ascii: "]"))
    }

    private mutating func position(_ first: Double, _ second: Double) {
        if !first.isFinite || !second.isFinite { hasBadNumber = true }
        json.byte(UInt8(ascii: "["))
        json.double(swapsAxes ? second : first)
        json.byte(UInt8(ascii: ","))
        json.double(swapsAxes ? first : second)
        json.byte(UInt8(ascii: "]"))
    }
}
