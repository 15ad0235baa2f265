import CGEOS
import TabaqaFeatureModel

/// Polygons as GEOS sees them: who holds a point, inside or on the boundary.
final class GEOSReference {
    private let context: GEOSContextHandle_t
    private var areas: [OpaquePointer?] = []
    private var prepared: [OpaquePointer?] = []

    init(_ shapes: [[[Position]]]) {
        context = GEOS_init_r()
        for rings in shapes {
            var shells = rings.map { ring -> OpaquePointer? in
                let sequence = GEOSCoordSeq_create_r(context, UInt32(ring.count), 2)
                for (index, position) in ring.enumerated() {
                    GEOSCoordSeq_setXY_r(context, sequence, UInt32(index), position.x, position.y)
                }
                return GEOSGeom_createLinearRing_r(context, sequence)
            }
            let shell = shells.removeFirst()
            let area = shells.withUnsafeMutableBufferPointer {
                GEOSGeom_createPolygon_r(context, shell, $0.baseAddress, UInt32($0.count))
            }
            areas.append(area)
            prepared.append(GEOSPrepare_r(context, area))
        }
    }

    deinit {
        for area in prepared { GEOSPreparedGeom_destroy_r(context, area) }
        for area in areas { GEOSGeom_destroy_r(context, area) }
        GEOS_finish_r(context)
    }

    func isValid(_ area: Int) -> Bool { GEOSisValid_r(context, areas[area]) == 1 }

    /// Areas with the point in their interior, and those with the point inside or on the boundary.
    func holders(_ x: Double, _ y: Double) -> (inside: [Int], touching: [Int]) {
        let point = GEOSGeom_createPointFromXY_r(context, x, y)
        defer { GEOSGeom_destroy_r(context, point) }
        var found: (inside: [Int], touching: [Int]) = ([], [])
        for area in areas.indices where GEOSPreparedIntersects_r(context, prepared[area], point) == 1 {
            found.touching.append(area)
            if GEOSPreparedContains_r(context, prepared[area], point) == 1 { found.inside.append(area) }
        }
        return found
    }
}
