internal import CGEOS
public import TabaqaFeatureModel

/// Makes polygons on a grid of whole numbers valid, their corners staying on the grid.
///
/// Has a GEOS context of its own: use each value from one task only, and keep it for many polygons.
public final class GridPolygons {
    private let context: GEOSContext?
    private let parameters: OpaquePointer?

    public init() {
        context = GEOSContext()
        parameters = context.flatMap { GEOSMakeValidParams_create_r($0.handle) }
        if let context, let parameters {
            _ = GEOSMakeValidParams_setMethod_r(context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
            _ = GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0)
        }
    }

    deinit {
        if let context, let parameters { GEOSMakeValidParams_destroy_r(context.handle, parameters) }
    }

    /// The polygons as they are when they are valid together, else repaired; empty when nothing of them has an
    /// area on the grid, or GEOS failed.
    ///
    /// - Parameter polygons: closed rings of at least four positions, exterior first.
    public func valid(_ polygons: [[[Position]]]) -> [[[Position]]] {
        guard let context, let parameters, let built = GEOSHandle.multiPolygon(polygons, in: context) else {
            return []
        }
        if GEOSisValid_r(context.handle, built.pointer) == 1 { return polygons }
        guard
            let repaired = GEOSHandle(
                GEOSMakeValidWithParams_r(context.handle, built.pointer, parameters), in: context),
            let snapped = GEOSHandle(
                GEOSGeom_setPrecision_r(context.handle, repaired.pointer, 1, 0), in: context)
        else { return [] }
        return snapped.polygons
    }
}
