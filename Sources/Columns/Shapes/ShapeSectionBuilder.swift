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

    func write(rows: [UInt32], to writer: inout ColumnFileWriter) throws {
        var kinds: [UInt8] = []
        var parts: [UInt32] = [0]
        var rings: [UInt32] = [0]
        var positions: [UInt32] = [0]
        var x: [Double] = []
        var y: [Double] = []
        var extents: [Double] = []
        for row in rows {
            let shape = shapes[Int(row)]
            kinds.append(ShapeKind(shape).rawValue)
            for part in Self.parts(of: shape) {
                for ring in part {
                    for position in ring {
                        x.append(position.x)
                        y.append(position.y)
                    }
                    positions.append(UInt32(clamping: x.count))
                }
                rings.append(UInt32(clamping: positions.count - 1))
            }
            parts.append(UInt32(clamping: rings.count - 1))
            let extent = shape?.extent ?? .empty
            extents.append(contentsOf: [extent.minX, extent.minY, extent.maxX, extent.maxY])
        }
        guard x.count < Int(UInt32.max) else {
            throw Fault(.gridTooLarge, "A layer may hold at most 4,294,967,294 positions.")
        }
        try writer.add(.shapeKinds, kinds)
        try writer.add(.shapeParts, parts)
        try writer.add(.partRings, rings)
        try writer.add(.ringPositions, positions)
        try writer.add(.shapeX, x)
        try writer.add(.shapeY, y)
        try writer.add(.shapeExtents, extents)
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
