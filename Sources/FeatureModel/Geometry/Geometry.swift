/// A simple-feature geometry (OGC 06-103r4), two-dimensional. Rings are closed: first position = last.
///
/// A geometry does not name its CRS; the batch or feature that holds it does.
public indirect enum Geometry: Hashable, Sendable {
    case point(Position)
    case multiPoint([Position])
    case lineString([Position])
    case multiLineString([[Position]])
    /// Exterior ring first, then holes.
    case polygon([[Position]])
    case multiPolygon([[[Position]]])
    case collection([Geometry])

    /// The polygons of a polygon or multipolygon; empty for every other geometry.
    public var polygons: [[[Position]]] {
        switch self {
        case .polygon(let rings): rings.isEmpty ? [] : [rings]
        case .multiPolygon(let polygons): polygons
        default: []
        }
    }

    /// Calls `body` with every position, in order.
    public func forEachPosition(_ body: (Position) throws -> Void) rethrows {
        switch self {
        case .point(let position): try body(position)
        case .multiPoint(let positions), .lineString(let positions): try positions.forEach(body)
        case .multiLineString(let lines), .polygon(let lines): try lines.forEach { try $0.forEach(body) }
        case .multiPolygon(let polygons): try polygons.forEach { try $0.forEach { try $0.forEach(body) } }
        case .collection(let parts): try parts.forEach { try $0.forEachPosition(body) }
        }
    }

    /// The geometry with every position replaced by `transform`'s answer.
    public func map(_ transform: (Position) throws -> Position) rethrows -> Geometry {
        switch self {
        case .point(let position): .point(try transform(position))
        case .multiPoint(let positions): .multiPoint(try positions.map(transform))
        case .lineString(let positions): .lineString(try positions.map(transform))
        case .multiLineString(let lines): .multiLineString(try lines.map { try $0.map(transform) })
        case .polygon(let rings): .polygon(try rings.map { try $0.map(transform) })
        case .multiPolygon(let polygons):
            .multiPolygon(try polygons.map { try $0.map { try $0.map(transform) } })
        case .collection(let parts): .collection(try parts.map { try $0.map(transform) })
        }
    }

    /// The smallest box around all positions; `Extent.empty` when there is none.
    public var extent: Extent {
        var extent = Extent.empty
        forEachPosition { extent.include($0) }
        return extent
    }
}
