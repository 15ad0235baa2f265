internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// How a geometry of a filter finds out about single points, without asking GEOS where it need not.
enum PointLocator {
    enum Location {
        case inside, edge, outside
    }

    case box(Extent)
    case point(Position)
    case area(AreaLocator)
    case other(PreparedGeometry)

    /// - Throws: `geometry.invalid`.
    init(_ geometry: Geometry) throws {
        switch geometry {
        case .point(let position): self = .point(position)
        case .polygon, .multiPolygon:
            if let box = Self.box(geometry) {
                self = .box(box)
            } else {
                self = .area(AreaLocator(try PolygonRepair().repair(geometry).geometry.polygons))
            }
        default: self = .other(try PreparedGeometry(geometry))
        }
    }

    /// Whether the point at (x, y) has the relation to the geometry; nil when it cannot be told.
    func holds(_ relation: SpatialRelation, x: Double, y: Double) -> Bool? {
        switch self {
        case .box(let box): return Self.holds(relation, Self.location(x, y, box))
        case .area(let area): return Self.holds(relation, area.location(x, y))
        case .point(let position):
            let isSame = position.x == x && position.y == y
            return switch relation {
            case .intersects, .equals, .within, .contains: isSame
            case .disjoint: !isSame
            case .touches, .crosses, .overlaps: false
            }
        case .other(let prepared):
            guard prepared.extent.contains(x: x, y: y) else { return relation == .disjoint }
            return prepared.holds(relation, ofPointAt: x, y)
        }
    }

    /// What a point can be to an area.
    private static func holds(_ relation: SpatialRelation, _ location: Location) -> Bool {
        switch relation {
        case .intersects: location != .outside
        case .disjoint: location == .outside
        case .within: location == .inside
        case .touches: location == .edge
        case .contains, .crosses, .overlaps, .equals: false
        }
    }

    private static func location(_ x: Double, _ y: Double, _ box: Extent) -> Location {
        guard box.contains(x: x, y: y) else { return .outside }
        return x > box.minX && x < box.maxX && y > box.minY && y < box.maxY ? .inside : .edge
    }

    /// The box a polygon is, when it is one.
    private static func box(_ geometry: Geometry) -> Extent? {
        guard case .polygon(let rings) = geometry, rings.count == 1, rings[0].count == 5 else { return nil }
        let ring = rings[0]
        let extent = geometry.extent
        guard extent.width > 0, extent.height > 0, Set(ring).count == 4,
            ring.allSatisfy({
                ($0.x == extent.minX || $0.x == extent.maxX) && ($0.y == extent.minY || $0.y == extent.maxY)
            }),
            (1..<5).allSatisfy({ ring[$0].x == ring[$0 - 1].x || ring[$0].y == ring[$0 - 1].y })
        else { return nil }
        return extent
    }
}

/// Valid polygons whose edges are sorted into bands of y, so that a point meets only a few of them.
struct AreaLocator {
    private let extent: Extent
    private let bandHeight: Double
    /// Band `b` has `edges[starts[b]..<starts[b + 1]]`.
    private let starts: [Int]
    private let edges: [Edge]

    init(_ polygons: [[[Position]]]) {
        let extent = Geometry.multiPolygon(polygons).extent
        var all: [Edge] = []
        for ring in polygons.joined() {
            for (a, b) in zip(ring, ring.dropFirst()) where a != b {
                all.append(
                    a.y <= b.y
                        ? Edge(x1: a.x, y1: a.y, x2: b.x, y2: b.y) : Edge(x1: b.x, y1: b.y, x2: a.x, y2: a.y))
            }
        }
        let count = max(1, min(1024, all.count))
        let height = extent.height > 0 ? extent.height / Double(count) : 1
        func band(_ y: Double) -> Int { Self.band(y, extent.minY, height, count) }
        var bands = [[Edge]](repeating: [], count: count)
        for edge in all {
            for index in band(edge.y1)...band(edge.y2) { bands[index].append(edge) }
        }
        self.extent = extent
        bandHeight = height
        starts = bands.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        edges = Array(bands.joined())
    }

    private static func band(_ y: Double, _ south: Double, _ height: Double, _ count: Int) -> Int {
        let band = (y - south) / height
        return band > 0 ? min(count - 1, Int(min(band, 1e6))) : 0
    }

    func location(_ x: Double, _ y: Double) -> PointLocator.Location {
        guard extent.contains(x: x, y: y) else { return .outside }
        let band = Self.band(y, extent.minY, bandHeight, starts.count - 1)
        var isInside = false
        for index in starts[band]..<starts[band + 1] {
            let edge = edges[index]
            guard y >= edge.y1, y <= edge.y2 else { continue }
            if edge.y1 == edge.y2 {
                if x >= min(edge.x1, edge.x2), x <= max(edge.x1, edge.x2) { return .edge }
                continue
            }
            if Orientation.isWest(x, y, of: edge) {
                if y < edge.y2 { isInside.toggle() }
            } else {
                let mirrored = Edge(x1: -edge.x1, y1: edge.y1, x2: -edge.x2, y2: edge.y2)
                if !Orientation.isWest(-x, y, of: mirrored) { return .edge }
            }
        }
        return isInside ? .inside : .outside
    }
}
