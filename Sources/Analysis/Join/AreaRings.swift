internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The edges of many areas in one plane, area by area in the order of the answer.
struct AreaRings: Sendable {
    /// Edges of area `a`: `edges[starts[a]..<starts[a + 1]]`; horizontal ones are in `flats`.
    private(set) var edges: [Edge] = []
    private(set) var starts: [Int] = [0]
    /// Horizontal edges matter only for which cells they lie in: `area, y, x1, x2`.
    private(set) var flats: [(area: Int, y: Double, x1: Double, x2: Double)] = []
    private(set) var extents: [Extent] = []

    var count: Int { extents.count }
    var extent: Extent { extents.reduce(into: .empty) { $0.include($1) } }

    private init() {}

    /// Ends the area whose edges were added last.
    private mutating func close(_ extent: Extent) {
        extents.append(extent)
        starts.append(edges.count)
    }

    /// - Parameter rows: the areas' rows in the order wanted.
    init(_ shapes: MappedShapes, rows: [Int]) {
        for (area, row) in rows.enumerated() {
            if shapes.isAreal(row) {
                for ring in shapes.rings(of: row) {
                    let positions = shapes.positions(of: ring)
                    guard positions.count >= 2 else { continue }
                    for index in positions.dropLast() {
                        add(area, shapes.x[index], shapes.y[index], shapes.x[index + 1], shapes.y[index + 1])
                    }
                    // A ring that does not close is closed.
                    let (last, first) = (positions.upperBound - 1, positions.lowerBound)
                    if shapes.x[last] != shapes.x[first] || shapes.y[last] != shapes.y[first] {
                        add(area, shapes.x[last], shapes.y[last], shapes.x[first], shapes.y[first])
                    }
                }
            }
            close(shapes.isAreal(row) ? shapes.extent(row) : .empty)
        }
    }

    private mutating func add(_ area: Int, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        guard x1.isFinite, y1.isFinite, x2.isFinite, y2.isFinite else { return }
        if y1 < y2 {
            edges.append(Edge(x1: x1, y1: y1, x2: x2, y2: y2))
        } else if y2 < y1 {
            edges.append(Edge(x1: x2, y1: y2, x2: x1, y2: y1))
        } else {
            flats.append((area, y1, min(x1, x2), max(x1, x2)))
        }
    }

    /// The first area that holds the point, by all its edges; nil when none does.
    func owner(x: Double, y: Double) -> Int? {
        for area in 0..<count where contains(area: area, x: x, y: y) { return area }
        return nil
    }
}

extension AreaRings {
    /// From segments that form closed rings.
    init(segments: [[(x1: Double, y1: Double, x2: Double, y2: Double)]]) {
        self.init()
        for (area, own) in segments.enumerated() {
            var extent = Extent.empty
            for segment in own {
                extent.include(x: segment.x1, y: segment.y1)
                extent.include(x: segment.x2, y: segment.y2)
                add(area, segment.x1, segment.y1, segment.x2, segment.y2)
            }
            close(extent)
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
