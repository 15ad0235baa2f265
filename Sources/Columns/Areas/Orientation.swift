/// On which side of a line a point lies, decided exactly where rounding could matter.
package enum Orientation {
    /// Whether (x, y) lies strictly left of the upward edge from (x1, y1) to (x2, y2), y1 < y2: whether a ray
    /// to the east crosses it.
    @inline(__always)
    package static func isWest(_ x: Double, _ y: Double, of edge: Edge) -> Bool {
        let left = (edge.x2 - edge.x1) * (y - edge.y1)
        let right = (x - edge.x1) * (edge.y2 - edge.y1)
        let cross = left - right
        // Shewchuk (1997): the sign is right when the difference exceeds the bound on its rounding.
        let bound = 4e-16 * (abs(left) + abs(right))
        if cross > bound { return true }
        if cross < -bound { return false }
        return isWestExactly(x, y, of: edge)
    }

    /// In double-double arithmetic, as GEOS decides it.
    @inline(never)
    private static func isWestExactly(_ x: Double, _ y: Double, of edge: Edge) -> Bool {
        let left = product(difference(edge.x2, edge.x1), difference(y, edge.y1))
        let right = product(difference(x, edge.x1), difference(edge.y2, edge.y1))
        let high = left.high - right.high
        let low = left.low - right.low
        return left.high != right.high ? high + low > 0 : low > 0
    }

    private typealias Pair = (high: Double, low: Double)

    private static func difference(_ a: Double, _ b: Double) -> Pair {
        let high = a - b
        let virtual = a - high
        return (high, (a - (high + virtual)) + (virtual - b))
    }

    private static func product(_ a: Pair, _ b: Pair) -> Pair {
        let high = a.high * b.high
        let error = (-high).addingProduct(a.high, b.high)
        let low = error + (a.high * b.low + a.low * b.high)
        let sum = high + low
        return (sum, low - (sum - high))
    }
}

/// A polygon's edge, running upward: y1 < y2.
package struct Edge: Sendable {
    package var x1: Double
    package var y1: Double
    package var x2: Double
    package var y2: Double

    package init(x1: Double, y1: Double, x2: Double, y2: Double) {
        self.x1 = x1
        self.y1 = y1
        self.x2 = x2
        self.y2 = y2
    }
}
