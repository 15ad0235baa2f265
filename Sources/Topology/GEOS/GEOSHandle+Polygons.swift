internal import CGEOS
internal import TabaqaFeatureModel

extension GEOSHandle {
    /// A MultiPolygon of `polygons`, whose rings must be closed and have at least four positions.
    static func multiPolygon(_ polygons: [[[Position]]], in context: GEOSContext) -> GEOSHandle? {
        collect(polygons, in: context, make: { polygon($0, in: context) }) { parts, count in
            GEOSGeom_createCollection_r(context.handle, Int32(GEOS_MULTIPOLYGON.rawValue), parts, count)
        }
    }

    static func polygon(_ rings: [[Position]], in context: GEOSContext) -> GEOSHandle? {
        guard let exterior = rings.first, let shell = ring(exterior, in: context) else { return nil }
        return collect(rings.dropFirst(), in: context, make: { ring($0, in: context) }) { holes, count in
            GEOSGeom_createPolygon_r(context.handle, shell.giveAway(), holes, count)
        }
    }

    private static func ring(_ positions: [Position], in context: GEOSContext) -> GEOSHandle? {
        guard let sequence = sequence(positions, in: context) else { return nil }
        return GEOSHandle(GEOSGeom_createLinearRing_r(context.handle, sequence), in: context)
    }

    static func sequence(_ positions: [Position], in context: GEOSContext) -> OpaquePointer? {
        positions.withUnsafeBytes { bytes in
            GEOSCoordSeq_copyFromBuffer_r(
                context.handle, bytes.bindMemory(to: Double.self).baseAddress, UInt32(positions.count), 0, 0)
        }
    }

    /// Makes a part of each element and gives them all to `join`, or none.
    static func collect<Element>(
        _ elements: some Collection<Element>, in context: GEOSContext, make: (Element) -> GEOSHandle?,
        join: (UnsafeMutablePointer<OpaquePointer?>?, UInt32) -> OpaquePointer?
    ) -> GEOSHandle? {
        var parts: [GEOSHandle] = []
        for element in elements {
            guard let part = make(element) else { return nil }
            parts.append(part)
        }
        var pointers = parts.map { $0.giveAway() }
        let count = UInt32(pointers.count)
        return GEOSHandle(
            pointers.withUnsafeMutableBufferPointer { join($0.baseAddress, count) }, in: context)
    }

    /// The polygons of a Polygon, MultiPolygon or collection of such; lines and points are left out.
    var polygons: [[[Position]]] {
        guard let pointer else { return [] }
        var polygons: [[[Position]]] = []
        Self.append(pointer, context.handle, to: &polygons)
        return polygons
    }

    private static func append(
        _ geometry: OpaquePointer, _ context: OpaquePointer, to polygons: inout [[[Position]]]
    ) {
        let type = GEOSGeomTypeId_r(context, geometry)
        if type == Int32(GEOS_POLYGON.rawValue) {
            guard let exterior = GEOSGetExteriorRing_r(context, geometry) else { return }
            var rings = [positions(exterior, context)]
            for index in 0..<max(0, GEOSGetNumInteriorRings_r(context, geometry)) {
                guard let hole = GEOSGetInteriorRingN_r(context, geometry, index) else { continue }
                rings.append(positions(hole, context))
            }
            if !rings[0].isEmpty { polygons.append(rings) }
        } else if type == Int32(GEOS_MULTIPOLYGON.rawValue) || type == Int32(GEOS_GEOMETRYCOLLECTION.rawValue)
        {
            for index in 0..<max(0, GEOSGetNumGeometries_r(context, geometry)) {
                guard let part = GEOSGetGeometryN_r(context, geometry, index) else { continue }
                append(part, context, to: &polygons)
            }
        }
    }

    private static func positions(_ ring: OpaquePointer, _ context: OpaquePointer) -> [Position] {
        var size: UInt32 = 0
        guard let sequence = GEOSGeom_getCoordSeq_r(context, ring),
            GEOSCoordSeq_getSize_r(context, sequence, &size) == 1
        else { return [] }
        var positions = [Position](repeating: Position(x: 0, y: 0), count: Int(size))
        let copied = positions.withUnsafeMutableBytes {
            GEOSCoordSeq_copyToBuffer_r(
                context, sequence, $0.bindMemory(to: Double.self).baseAddress, 0, 0)
        }
        return copied == 1 ? positions : []
    }
}
