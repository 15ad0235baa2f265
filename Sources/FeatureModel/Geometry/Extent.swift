/// An axis-parallel box, edges included.
public struct Extent: Hashable, Sendable {
    public var minX: Double
    public var minY: Double
    public var maxX: Double
    public var maxY: Double

    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// The extent of nothing: contains no position, and including one makes it that position.
    public static let empty = Extent(
        minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

    public var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }
    public var width: Double { isEmpty ? 0 : maxX - minX }
    public var height: Double { isEmpty ? 0 : maxY - minY }
    public var center: Position { Position(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

    public mutating func include(_ position: Position) {
        include(x: position.x, y: position.y)
    }

    @inlinable
    public mutating func include(x: Double, y: Double) {
        if x < minX { minX = x }
        if x > maxX { maxX = x }
        if y < minY { minY = y }
        if y > maxY { maxY = y }
    }

    public mutating func include(_ other: Extent) {
        guard !other.isEmpty else { return }
        include(x: other.minX, y: other.minY)
        include(x: other.maxX, y: other.maxY)
    }

    @inlinable
    public func contains(x: Double, y: Double) -> Bool {
        x >= minX && x <= maxX && y >= minY && y <= maxY
    }

    public func contains(_ position: Position) -> Bool { contains(x: position.x, y: position.y) }

    public func intersects(_ other: Extent) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    /// Of a box in degrees that crosses the 180th meridian (its east lies beyond 180, or west of its west) the
    /// part before and the part behind that meridian; of any other, itself.
    public var meridianParts: [Extent] {
        let east = maxX > 180 ? maxX - 360 : maxX
        guard minY <= maxY, minX >= -180, minX <= 180, east >= -180, east < minX, maxX <= 540 else {
            return [self]
        }
        return [
            Extent(minX: minX, minY: minY, maxX: 180, maxY: maxY),
            Extent(minX: -180, minY: minY, maxX: east, maxY: maxY),
        ]
    }

    /// The box widened by `dx` to the west and east and `dy` to the south and north.
    public func expanded(dx: Double, dy: Double) -> Extent {
        isEmpty ? self : Extent(minX: minX - dx, minY: minY - dy, maxX: maxX + dx, maxY: maxY + dy)
    }
}
