internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The edges of many areas in longitude and latitude, area by area in the order of the answer.
struct AreaRings: Sendable {
    /// Edges of area `a`: `edges[starts[a]..<starts[a + 1]]`, horizontal ones left out.
    private var edges: [Edge] = []
    private var starts: [Int] = [0]
    private var extents: [Extent] = []

    /// From segments that form closed rings.
    init(segments: [[(x1: Double, y1: Double, x2: Double, y2: Double)]]) {
        for own in segments {
            var extent = Extent.empty
            for segment in own {
                extent.include(x: segment.x1, y: segment.y1)
                extent.include(x: segment.x2, y: segment.y2)
                if segment.y1 < segment.y2 {
                    edges.append(Edge(x1: segment.x1, y1: segment.y1, x2: segment.x2, y2: segment.y2))
                } else if segment.y2 < segment.y1 {
                    edges.append(Edge(x1: segment.x2, y1: segment.y2, x2: segment.x1, y2: segment.y1))
                }
            }
            extents.append(extent)
            starts.append(edges.count)
        }
    }

    func contains(area: Int, x: Double, y: Double) -> Bool {
        guard extents[area].contains(x: x, y: y) else { return false }
        var isInside = false
        for index in starts[area]..<starts[area + 1] {
            let edge = edges[index]
            if y >= edge.y1, y < edge.y2, Orientation.isWest(x, y, of: edge) { isInside.toggle() }
        }
        return isInside
    }
}
