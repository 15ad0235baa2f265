public import TabaqaFeatureModel

/// The lines or polygons of a mapped file, packed: shape → parts → rings (or lines) → positions.
public struct MappedShapes: Sendable {
    let kinds: MappedArray<UInt8>
    /// Shape `s` has the parts `parts[s]..<parts[s + 1]`, part `p` the rings `rings[p]..<rings[p + 1]`, ring
    /// `r` the positions `positions[r]..<positions[r + 1]`.
    public let parts: MappedArray<UInt32>
    public let rings: MappedArray<UInt32>
    public let positions: MappedArray<UInt32>
    public let x: MappedArray<Double>
    public let y: MappedArray<Double>
    let extents: MappedArray<Double>

    public var count: Int { kinds.count }

    /// Nil when the tables do not fit together.
    init?(
        kinds: MappedArray<UInt8>, parts: MappedArray<UInt32>, rings: MappedArray<UInt32>,
        positions: MappedArray<UInt32>, x: MappedArray<Double>, y: MappedArray<Double>,
        extents: MappedArray<Double>, count: Int
    ) {
        guard kinds.count == count, parts.count == count + 1, extents.count == 4 * count, rings.count > 0,
            positions.count > 0, x.count == y.count, Self.ascends(parts, to: rings.count - 1),
            Self.ascends(rings, to: positions.count - 1), Self.ascends(positions, to: x.count)
        else { return nil }
        self.kinds = kinds
        self.parts = parts
        self.rings = rings
        self.positions = positions
        self.x = x
        self.y = y
        self.extents = extents
    }

    private static func ascends(_ table: MappedArray<UInt32>, to end: Int) -> Bool {
        table.withUnsafeBufferPointer { table in
            guard table.first == 0, table.last.map(Int.init) == end else { return false }
            for index in 1..<max(1, table.count) where table[index] < table[index - 1] { return false }
            return true
        }
    }

    /// The rings (or lines) of shape `row`, in all its parts.
    public func rings(of row: Int) -> Range<Int> {
        Int(rings[Int(parts[row])])..<Int(rings[Int(parts[row + 1])])
    }

    /// The positions of ring `ring`.
    public func positions(of ring: Int) -> Range<Int> {
        Int(positions[ring])..<Int(positions[ring + 1])
    }

    /// `Extent.empty` for a row without geometry.
    public func extent(_ row: Int) -> Extent {
        Extent(
            minX: extents[4 * row], minY: extents[4 * row + 1], maxX: extents[4 * row + 2],
            maxY: extents[4 * row + 3])
    }

    public func isAreal(_ row: Int) -> Bool { kinds[row] >= ShapeKind.polygon.rawValue }

    /// The shape as it was stored.
    public subscript(row: Int) -> Geometry? {
        guard let kind = ShapeKind(rawValue: kinds[row]) else { return nil }
        let polygons = (Int(parts[row])..<Int(parts[row + 1])).map { part in
            (Int(rings[part])..<Int(rings[part + 1])).map { ring in
                positions(of: ring).map { Position(x: x[$0], y: y[$0]) }
            }
        }
        switch kind {
        case .none: return nil
        case .point: return polygons.first?.first?.first.map(Geometry.point)
        case .multiPoint: return .multiPoint(polygons.first?.first ?? [])
        case .lineString: return .lineString(polygons.first?.first ?? [])
        case .multiLineString: return .multiLineString(polygons.compactMap(\.first))
        case .polygon: return .polygon(polygons.first ?? [])
        case .multiPolygon: return .multiPolygon(polygons)
        }
    }
}
