internal import CGEOS
public import TabaqaFeatureModel

/// A ring of few positions around polygons.
public enum CoveringRing {
    /// A closed ring whose inside holds all of `polygons`: their outline drawn outwards and simplified, by a thousandth
    /// of their breadth where that is enough; several polygons, or ragged ones, are held by their hull.
    ///
    /// - Parameters:
    ///   - polygons: closed rings of at least four positions, exterior first.
    ///   - most: positions of the ring, the first again as the last included; at least 5.
    /// - Returns: nil where nothing is to be held, or GEOS failed.
    public static func around(_ polygons: [[[Position]]], most: Int = 200) -> [Position]? {
        let outlines = polygons.compactMap(\.first).filter { $0.count >= 4 && $0.allSatisfy(\.isFinite) }
        let extent = Geometry.multiLineString(outlines).extent
        guard !outlines.isEmpty, let context = GEOSContext(),
            let ground = GEOSHandle.multiPolygon(outlines.map { [$0] }, in: context)
        else { return nil }
        let breadth = max(extent.width, extent.height)
        guard breadth > 0, breadth.isFinite else { return nil }
        // The hull is one ring whatever the polygons are.
        let hull = GEOSHandle(GEOSConvexHull_r(context.handle, ground.pointer), in: context)
        for shape in [ground, hull].compactMap({ $0 }) {
            var distance = breadth / 1000
            while distance < breadth / (shape === ground ? 20 : 2) {
                if let ring = ring(around: shape, ground, distance, context), ring.count <= most {
                    return ring
                }
                distance *= 1.5
            }
        }
        return nil
    }

    private static func ring(
        around shape: GEOSHandle, _ ground: GEOSHandle, _ distance: Double, _ context: GEOSContext
    ) -> [Position]? {
        guard
            let wide = GEOSHandle(GEOSBuffer_r(context.handle, shape.pointer, distance, 3), in: context),
            // Simplifying moves the outline by less than it was drawn outwards.
            let simple = GEOSHandle(
                GEOSTopologyPreserveSimplify_r(context.handle, wide.pointer, 0.8 * distance), in: context),
            simple.polygons.count == 1, let outline = simple.polygons.first?.first,
            let filled = GEOSHandle.polygon([outline], in: context),
            GEOSCovers_r(context.handle, filled.pointer, ground.pointer) == 1
        else { return nil }
        return outline
    }
}
