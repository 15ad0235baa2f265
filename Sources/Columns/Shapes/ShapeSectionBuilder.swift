internal import TabaqaFeatureModel

/// Collects lines and polygons as flat arrays: shape → parts → rings (or lines) → positions.
struct ShapeSectionBuilder {
    private(set) var shapes: [Geometry?] = []

    mutating func append(_ column: GeometryColumn) {
        for row in 0..<column.count { shapes.append(column[row]) }
    }

    /// A place to sort and to estimate densities by: the area's centroid, the middle of a line's extent.
    static func center(_ geometry: Geometry?) -> Position {
        guard let geometry else { return Position(x: .nan, y: .nan) }
        if case .point(let position) = geometry { return position }
        let extent = geometry.extent
        guard !extent.isEmpty, extent.minX.isFinite, extent.maxX.isFinite, extent.minY.isFinite,
            extent.maxY.isFinite
        else { return Position(x: .nan, y: .nan) }
        let middle = extent.center
        var area = 0.0
        var moment = (x: 0.0, y: 0.0)
        for ring in geometry.polygons.joined() {
            for (from, to) in zip(ring, ring.dropFirst()) {
                let a = (x: from.x - middle.x, y: from.y - middle.y)
                let b = (x: to.x - middle.x, y: to.y - middle.y)
                let cross = a.x * b.y - b.x * a.y
                area += cross
                moment.x += (a.x + b.x) * cross
                moment.y += (a.y + b.y) * cross
            }
        }
        let center = Position(x: middle.x + moment.x / (3 * area), y: middle.y + moment.y / (3 * area))
        return center.isFinite && extent.contains(center) ? center : middle
    }

    /// The shapes in the order `rows`.
    ///
    /// - Throws: `grid.too-large`.
    func packed(rows: [UInt32]) throws -> PackedShapes {
        var packed = PackedShapes()
        for row in rows {
            let shape = shapes[Int(row)]
            packed.append(shape, parts: Self.parts(of: shape))
        }
        guard packed.x.count < Int(UInt32.max) else {
            throw Fault(.gridTooLarge, "A layer may hold at most 4,294,967,294 positions.")
        }
        return packed
    }

    private static func parts(of shape: Geometry?) -> [[[Position]]] {
        switch shape {
        case nil: []
        case .point(let position): [[[position]]]
        case .multiPoint(let positions), .lineString(let positions): [[positions]]
        case .multiLineString(let lines): lines.map { [$0] }
        case .polygon(let rings): [rings]
        case .multiPolygon(let polygons): polygons
        // No layer declares collections; what can be kept of one is its polygons.
        case .collection(let parts): parts.flatMap(\.polygons)
        }
    }
}
