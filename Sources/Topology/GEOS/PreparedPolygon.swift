internal import CGEOS
public import TabaqaFeatureModel

/// A polygon asked many questions: what meets it, and which part of an area lies in it. In the plane of its
/// coordinates.
///
/// Has a GEOS context of its own: use each value from one task only.
public final class PreparedPolygon {
    private let context: GEOSContext
    private let whole: GEOSHandle
    private let prepared: OpaquePointer

    /// Nil unless the rings are closed and form valid polygons.
    public init?(_ geometry: Geometry) {
        let polygons = geometry.polygons
        let isSound = polygons.allSatisfy { rings in
            !rings.isEmpty
                && rings.allSatisfy { $0.count >= 4 && $0.first == $0.last && $0.allSatisfy(\.isFinite) }
        }
        guard !polygons.isEmpty, isSound, let context = GEOSContext(),
            let whole = GEOSHandle.multiPolygon(polygons, in: context),
            GEOSisValid_r(context.handle, whole.pointer) == 1,
            let prepared = GEOSPrepare_r(context.handle, whole.pointer)
        else { return nil }
        self.context = context
        self.whole = whole
        self.prepared = prepared
    }

    deinit { GEOSPreparedGeom_destroy_r(context.handle, prepared) }

    /// Whether a line or area shares any point with the polygon.
    public func meets(_ geometry: Geometry) -> Bool {
        guard let other = GEOSHandle.shape(geometry, in: context) else { return false }
        return GEOSPreparedIntersects_r(context.handle, prepared, other.pointer) == 1
    }

    /// Whether the polygon covers the whole of a line or area.
    public func covers(_ geometry: Geometry) -> Bool {
        guard let other = GEOSHandle.shape(geometry, in: context) else { return false }
        return GEOSPreparedCovers_r(context.handle, prepared, other.pointer) == 1
    }

    /// The polygons of the part of a valid area that lies in the polygon; empty where at most edges meet.
    public func part(of area: Geometry) -> [[[Position]]] {
        guard let other = GEOSHandle.shape(area, in: context),
            GEOSPreparedIntersects_r(context.handle, prepared, other.pointer) == 1,
            let part = GEOSHandle(
                GEOSIntersection_r(context.handle, whole.pointer, other.pointer), in: context)
        else { return [] }
        return part.polygons
    }
}

extension GEOSHandle {
    /// A line or polygon of one or several parts; nil for any other geometry and for parts GEOS cannot hold.
    fileprivate static func shape(_ geometry: Geometry, in context: GEOSContext) -> GEOSHandle? {
        switch geometry {
        case .polygon, .multiPolygon:
            let polygons = geometry.polygons
            guard polygons.allSatisfy({ $0.allSatisfy { $0.count >= 4 && $0.first == $0.last } }) else {
                return nil
            }
            return multiPolygon(polygons, in: context)
        case .lineString(let line): return lines([line], in: context)
        case .multiLineString(let lines): return self.lines(lines, in: context)
        default: return nil
        }
    }

    private static func lines(_ lines: [[Position]], in context: GEOSContext) -> GEOSHandle? {
        var parts: [GEOSHandle] = []
        for line in lines where line.count >= 2 {
            guard let part = GEOSHandle.line(line, in: context) else { return nil }
            parts.append(part)
        }
        var pointers = parts.map { $0.giveAway() }
        let count = UInt32(pointers.count)
        return GEOSHandle(
            pointers.withUnsafeMutableBufferPointer {
                GEOSGeom_createCollection_r(
                    context.handle, Int32(GEOS_MULTILINESTRING.rawValue), $0.baseAddress, count)
            }, in: context)
    }

    private static func line(_ positions: [Position], in context: GEOSContext) -> GEOSHandle? {
        let sequence = positions.withUnsafeBytes { bytes in
            GEOSCoordSeq_copyFromBuffer_r(
                context.handle, bytes.bindMemory(to: Double.self).baseAddress, UInt32(positions.count), 0, 0)
        }
        guard let sequence else { return nil }
        return GEOSHandle(GEOSGeom_createLineString_r(context.handle, sequence), in: context)
    }
}
