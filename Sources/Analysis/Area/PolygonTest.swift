internal import TabaqaColumns
public import TabaqaFeatureModel

/// Whether places lie inside one polygon, by the rule of the area index: a ray to the east crosses the edges
/// an odd number of times, edges being closed below and open above. Edges are sorted into horizontal bands,
/// so that a place is asked only those at its height.
public struct PolygonTest: Sendable {
    public let extent: Extent
    var edgeCount: Int { edges.count }
    private let scale: Double
    private let bands: Int
    /// Band `b` has the edges `numbers[starts[b]..<starts[b + 1]]`.
    private var starts: [Int]
    private var numbers: [Int32] = []
    private var edges: [Edge] = []

    /// - Parameter polygons: valid; closed rings with finite coordinates.
    public init(_ polygons: [[[Position]]]) {
        var extent = Extent.empty
        for ring in polygons.joined() {
            for (from, to) in zip(ring, ring.dropFirst()) {
                extent.include(from)
                extent.include(to)
                edges.append(
                    from.y <= to.y
                        ? Edge(x1: from.x, y1: from.y, x2: to.x, y2: to.y)
                        : Edge(x1: to.x, y1: to.y, x2: from.x, y2: from.y))
            }
        }
        self.extent = extent
        bands = max(1, min(2048, edges.count / 2))
        scale = extent.height > 0 ? Double(bands) / extent.height : 0
        starts = [Int](repeating: 0, count: bands + 1)
        for edge in edges { for band in range(edge.y1, edge.y2) { starts[band + 1] += 1 } }
        for band in 0..<bands { starts[band + 1] += starts[band] }
        var next = starts
        numbers = [Int32](repeating: 0, count: starts[bands])
        for (number, edge) in edges.enumerated() {
            for band in range(edge.y1, edge.y2) {
                numbers[next[band]] = Int32(truncatingIfNeeded: number)
                next[band] += 1
            }
        }
    }

    /// Monotonous in `y`, so that rounding never parts a place from an edge at its height.
    private func band(_ y: Double) -> Int {
        Int(max(0, min(Double(bands - 1), ((y - extent.minY) * scale).rounded(.down))))
    }

    private func range(_ low: Double, _ high: Double) -> ClosedRange<Int> {
        let first = band(low)
        return first...max(first, band(high))
    }

    public func contains(x: Double, y: Double) -> Bool {
        guard extent.contains(x: x, y: y) else { return false }
        let band = band(y)
        var isInside = false
        for at in starts[band]..<starts[band + 1] {
            let edge = edges[Int(numbers[at])]
            if y >= edge.y1, y < edge.y2, Orientation.isWest(x, y, of: edge) { isInside.toggle() }
        }
        return isInside
    }

    /// Whether the whole box lies inside, or none of it; nil when an edge passes or may pass through it.
    public func covers(_ box: Extent) -> Bool? {
        guard !box.isEmpty, extent.intersects(box) else { return false }
        for band in range(box.minY, box.maxY) {
            for at in starts[band]..<starts[band + 1] where passes(edges[Int(numbers[at])], box) {
                return nil
            }
        }
        return contains(x: box.minX, y: box.minY)
    }

    /// False only when the edge certainly misses the box.
    private func passes(_ edge: Edge, _ box: Extent) -> Bool {
        guard edge.y1 <= box.maxY, edge.y2 >= box.minY, min(edge.x1, edge.x2) <= box.maxX,
            max(edge.x1, edge.x2) >= box.minX
        else { return false }
        let (dx, dy) = (edge.x2 - edge.x1, edge.y2 - edge.y1)
        var (isLeft, isRight) = (false, false)
        for (x, y) in [
            (box.minX, box.minY), (box.maxX, box.minY), (box.minX, box.maxY), (box.maxX, box.maxY),
        ] {
            let (left, right) = (dx * (y - edge.y1), (x - edge.x1) * dy)
            let bound = 1e-15 * (abs(left) + abs(right))
            if left - right > -bound { isLeft = true }
            if left - right < bound { isRight = true }
        }
        return isLeft && isRight
    }
}
