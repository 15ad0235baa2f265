internal import TabaqaFeatureModel

/// The edges of areas, area by area in the order of answers.
struct AreaOutlines {
    let x: [Double]
    let y: [Double]
    /// Area `a` has `edges[starts[a]..<starts[a + 1]]`, each the number of its first position.
    private(set) var edges: [UInt32] = []
    private(set) var starts: [Int] = [0]
    private(set) var extents: [Extent] = []

    var count: Int { extents.count }
    var extent: Extent { extents.reduce(into: .empty) { $0.include($1) } }

    /// - Parameter rows: the areas' rows in the order wanted; rows without an area have no edges.
    init(_ shapes: PackedShapes, rows: [Int]) {
        x = shapes.x
        y = shapes.y
        for row in rows {
            var extent = Extent.empty
            if shapes.kinds[row] >= ShapeKind.polygon.rawValue {
                for ring in shapes.rings(of: row) {
                    for at in shapes.positions(of: ring).dropLast()
                    where x[at].isFinite && y[at].isFinite && x[at + 1].isFinite && y[at + 1].isFinite {
                        edges.append(UInt32(truncatingIfNeeded: at))
                        extent.include(x: x[at], y: y[at])
                        extent.include(x: x[at + 1], y: y[at + 1])
                    }
                }
            }
            extents.append(extent)
            starts.append(edges.count)
        }
    }
}
