internal import TabaqaFeatureModel

/// Lines and polygons as flat tables: shape → parts → rings (or lines) → positions, as in `MappedShapes`.
struct PackedShapes {
    private(set) var kinds: [UInt8] = []
    private(set) var parts: [UInt32] = [0]
    private(set) var rings: [UInt32] = [0]
    private(set) var positions: [UInt32] = [0]
    private(set) var x: [Double] = []
    private(set) var y: [Double] = []
    private(set) var extents: [Double] = []

    /// - Parameter given: the shape's parts, each its rings or lines.
    mutating func append(_ shape: Geometry?, parts given: [[[Position]]]) {
        let kind = ShapeKind(shape)
        kinds.append(kind.rawValue)
        for part in given {
            for ring in part {
                for position in ring {
                    x.append(position.x)
                    y.append(position.y)
                }
                // The index takes edges from positions: a ring that does not close is closed.
                if kind.rawValue >= ShapeKind.polygon.rawValue, let first = ring.first, ring.last != first {
                    x.append(first.x)
                    y.append(first.y)
                }
                positions.append(UInt32(clamping: x.count))
            }
            rings.append(UInt32(clamping: positions.count - 1))
        }
        parts.append(UInt32(clamping: rings.count - 1))
        let extent = shape?.extent ?? .empty
        extents.append(contentsOf: [extent.minX, extent.minY, extent.maxX, extent.maxY])
    }

    /// The rings (or lines) of shape `row`, in all its parts.
    func rings(of row: Int) -> Range<Int> { Int(rings[Int(parts[row])])..<Int(rings[Int(parts[row + 1])]) }

    /// The positions of ring `ring`.
    func positions(of ring: Int) -> Range<Int> { Int(positions[ring])..<Int(positions[ring + 1]) }

    func write(to writer: inout ColumnFileWriter) throws {
        try writer.add(.shapeKinds, kinds)
        try writer.add(.shapeParts, parts)
        try writer.add(.partRings, rings)
        try writer.add(.ringPositions, positions)
        try writer.add(.shapeX, x)
        try writer.add(.shapeY, y)
        try writer.add(.shapeExtents, extents)
    }
}
