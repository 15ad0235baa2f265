internal import CGEOS
internal import TabaqaFeatureModel

extension GEOSHandle {
    /// Any geometry; nil when GEOS refuses it (a ring that is not closed, a line of one position).
    static func make(_ geometry: Geometry, in context: GEOSContext) -> GEOSHandle? {
        switch geometry {
        case .point(let position): return point(position, in: context)
        case .multiPoint(let positions):
            return collect(GEOS_MULTIPOINT, positions, in: context) { point($0, in: context) }
        case .lineString(let positions): return line(positions, in: context)
        case .multiLineString(let lines):
            return collect(GEOS_MULTILINESTRING, lines, in: context) { line($0, in: context) }
        case .polygon(let rings): return polygon(rings, in: context)
        case .multiPolygon(let polygons):
            return multiPolygon(polygons, in: context)
        case .collection(let parts):
            return collect(GEOS_GEOMETRYCOLLECTION, parts, in: context) { make($0, in: context) }
        }
    }

    static func point(_ position: Position, in context: GEOSContext) -> GEOSHandle? {
        GEOSHandle(GEOSGeom_createPointFromXY_r(context.handle, position.x, position.y), in: context)
    }

    private static func line(_ positions: [Position], in context: GEOSContext) -> GEOSHandle? {
        guard let sequence = sequence(positions, in: context) else { return nil }
        return GEOSHandle(GEOSGeom_createLineString_r(context.handle, sequence), in: context)
    }

    private static func collect<Element>(
        _ type: GEOSGeomTypes, _ elements: [Element], in context: GEOSContext,
        make: (Element) -> GEOSHandle?
    ) -> GEOSHandle? {
        collect(elements, in: context, make: make) { parts, count in
            GEOSGeom_createCollection_r(context.handle, Int32(type.rawValue), parts, count)
        }
    }
}
