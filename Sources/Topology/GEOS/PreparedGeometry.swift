internal import CGEOS
public import TabaqaFeatureModel

/// A geometry made ready to be compared with many others by the relations of simple features (OGC 06-103r4).
///
/// Has a GEOS context of its own: use each value from one task only.
public final class PreparedGeometry {
    private let context: GEOSContext
    private let parts: [Part]
    /// Of the geometry.
    public let extent: Extent

    /// GEOS compares no mixed collections, so that these are held part by part.
    private final class Part {
        let handle: GEOSHandle
        let prepared: OpaquePointer

        init?(_ handle: GEOSHandle) {
            guard let prepared = GEOSPrepare_r(handle.context.handle, handle.pointer) else { return nil }
            self.handle = handle
            self.prepared = prepared
        }

        deinit { GEOSPreparedGeom_destroy_r(handle.context.handle, prepared) }
    }

    /// Polygons are repaired where they are invalid; collections of one dimension become one geometry.
    ///
    /// - Throws: `geometry.invalid`.
    public init(_ geometry: Geometry) throws(Fault) {
        guard let context = GEOSContext() else {
            throw Fault(.geometryInvalid, "GEOS could not be started: out of memory.")
        }
        self.context = context
        extent = geometry.extent
        var parts: [Part] = []
        for piece in try Self.pieces(geometry) {
            guard let handle = GEOSHandle.make(piece, in: context), let part = Part(handle) else {
                let message = context.takeMessage()
                throw Fault(
                    .geometryInvalid,
                    "A geometry of the filter is invalid" + (message.isEmpty ? "." : ": \(message)"))
            }
            parts.append(part)
        }
        self.parts = parts
    }

    /// Whether it is a collection of points, lines and areas together, which can only be asked for
    /// `.intersects` and `.disjoint`.
    public var isMixed: Bool { parts.count > 1 }

    /// Whether `other` has the relation to this geometry: `.within` when `other` lies within this one. Nil when
    /// GEOS cannot tell, as with invalid geometries.
    public func holds(_ relation: SpatialRelation, of other: Geometry) -> Bool? {
        GEOSHandle.make(other, in: context).flatMap { holds(relation, of: $0) }
    }

    /// As `holds(_:of:)` of a point.
    public func holds(_ relation: SpatialRelation, ofPointAt x: Double, _ y: Double) -> Bool? {
        GEOSHandle.point(Position(x: x, y: y), in: context).flatMap { holds(relation, of: $0) }
    }

    private func holds(_ relation: SpatialRelation, of other: GEOSHandle) -> Bool? {
        if parts.count == 1 { return answer(relation, parts[0], other) }
        guard relation == .intersects || relation == .disjoint else { return nil }
        var isUnknown = false
        for part in parts {
            switch answer(.intersects, part, other) {
            case true: return relation == .intersects
            case false: continue
            default: isUnknown = true
            }
        }
        return isUnknown ? nil : relation == .disjoint
    }

    private func answer(_ relation: SpatialRelation, _ part: Part, _ other: GEOSHandle) -> Bool? {
        let (h, p, g) = (context.handle, part.prepared, other.pointer)
        let answer: CChar =
            switch relation {
            case .intersects: GEOSPreparedIntersects_r(h, p, g)
            case .disjoint: GEOSPreparedDisjoint_r(h, p, g)
            case .touches: GEOSPreparedTouches_r(h, p, g)
            case .crosses: GEOSPreparedCrosses_r(h, p, g)
            case .overlaps: GEOSPreparedOverlaps_r(h, p, g)
            case .within: GEOSPreparedContains_r(h, p, g)
            case .contains: GEOSPreparedWithin_r(h, p, g)
            case .equals: GEOSEquals_r(h, part.handle.pointer, g)
            }
        return answer > 1 || answer < 0 ? nil : answer == 1
    }

    /// One piece, or for a mixed collection its parts.
    private static func pieces(_ geometry: Geometry) throws(Fault) -> [Geometry] {
        guard case .collection = geometry else { return [try repaired(geometry)] }
        var points: [Position] = []
        var lines: [[Position]] = []
        var polygons: [[[Position]]] = []
        collect(geometry, &points, &lines, &polygons)
        var pieces: [Geometry] = []
        if !points.isEmpty { pieces.append(.multiPoint(points)) }
        if !lines.isEmpty { pieces.append(.multiLineString(lines)) }
        if !polygons.isEmpty { pieces.append(try repaired(.multiPolygon(polygons))) }
        return pieces
    }

    private static func collect(
        _ geometry: Geometry, _ points: inout [Position], _ lines: inout [[Position]],
        _ polygons: inout [[[Position]]]
    ) {
        switch geometry {
        case .point(let position): points.append(position)
        case .multiPoint(let positions): points += positions
        case .lineString(let line): lines.append(line)
        case .multiLineString(let more): lines += more
        case .polygon(let rings): polygons.append(rings)
        case .multiPolygon(let more): polygons += more
        case .collection(let parts): for part in parts { collect(part, &points, &lines, &polygons) }
        }
    }

    private static func repaired(_ geometry: Geometry) throws(Fault) -> Geometry {
        switch geometry {
        case .polygon, .multiPolygon:
            let outcome = try PolygonRepair().repair(geometry)
            return outcome.wasInvalid ? outcome.geometry : geometry
        default: return geometry
        }
    }
}
