internal import TabaqaFeatureModel

/// A box of whole positions in the square of Web Mercator (2^32 along a side, from west and south), edges included.
struct WorldBox: Sendable, Equatable {
    var minX = UInt32.max
    var minY = UInt32.max
    var maxX = UInt32.min
    var maxY = UInt32.min

    var isEmpty: Bool { minX > maxX }

    @inline(__always)
    mutating func include(_ x: UInt32, _ y: UInt32) {
        minX = min(minX, x)
        minY = min(minY, y)
        maxX = max(maxX, x)
        maxY = max(maxY, y)
    }

    mutating func include(_ other: WorldBox) {
        guard !other.isEmpty else { return }
        include(other.minX, other.minY)
        include(other.maxX, other.maxY)
    }

    @inline(__always)
    func contains(_ x: UInt32, _ y: UInt32) -> Bool {
        x >= minX && x <= maxX && y >= minY && y <= maxY
    }

    @inline(__always)
    func contains(_ other: WorldBox) -> Bool {
        other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
    }

    @inline(__always)
    func intersects(_ other: WorldBox) -> Bool {
        other.minX <= maxX && other.maxX >= minX && other.minY <= maxY && other.maxY >= minY && !other.isEmpty
    }
}

extension WorldBox {
    /// The tile, widened by `buffer` of its units on each side.
    init(_ address: TileAddress, buffer: Int = 0) {
        let shift = 32 - address.zoom
        let side = Int64(1) << Int64(shift)
        let margin = side * Int64(buffer) / Int64(TileContent.side)
        let west = Int64(address.column) << Int64(shift)
        let south = Int64((1 << address.zoom) - 1 - address.row) << Int64(shift)
        minX = UInt32(clamping: west - margin)
        minY = UInt32(clamping: south - margin)
        maxX = UInt32(clamping: west + side - 1 + margin)
        maxY = UInt32(clamping: south + side - 1 + margin)
    }
}
