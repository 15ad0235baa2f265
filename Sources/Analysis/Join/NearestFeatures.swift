internal import Glibc
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Distances from places to the features of a layer, in geodesic metres. Features are numbered in key order;
/// inside an area the distance is 0. Edges of lines and areas are straight in longitude and latitude.
final class NearestFeatures: Sendable {
    struct Hit {
        var feature: Int32
        var meters: Double
    }

    /// One segment of a line or boundary, or a point (both ends equal).
    private struct Segment: Sendable {
        var feature: Int32
        var x1: Double
        var y1: Double
        var x2: Double
        var y2: Double
    }

    private let tree: PlaceTree?
    /// Of point features, earth-centred.
    private let known: [SIMD4<Double>]
    private let longitudes: [Double]
    private let latitudes: [Double]
    private let segments: [[Segment]]
    private let extents: [Extent]
    private let rings: AreaRings?

    init(_ columns: LayerColumns, order: [Int]) throws {
        if columns.layer.geometry == .point {
            let places = try PlanePlaces.of(columns, in: .wgs84)
            let (x, y) = places.withBuffers { x, y in (order.map { x[$0] }, order.map { y[$0] }) }
            (longitudes, latitudes) = (x, y)
            tree = PlaceTree(longitudes: x, latitudes: y)
            known = zip(x, y).map { PlaceTree.position(longitude: $0, latitude: $1) }
            segments = []
            extents = []
            rings = nil
            return
        }
        let shapes = try columns.shapes()
        var x = shapes.x.array
        var y = shapes.y.array
        if columns.layer.crs != .wgs84 {
            let transform = try CoordinateTransform(from: columns.layer.crs, to: .wgs84, ballpark: .allow)
            transform.transform(x: &x, y: &y)
        }
        (tree, known, longitudes, latitudes) = (nil, [], [], [])
        var segments: [[Segment]] = []
        var extents: [Extent] = []
        for (feature, row) in order.enumerated() {
            var own: [Segment] = []
            var extent = Extent.empty
            for ring in shapes.rings(of: row) {
                let positions = shapes.positions(of: ring)
                for index in positions where x[index].isFinite && y[index].isFinite {
                    extent.include(x: x[index], y: y[index])
                    let next = index + 1 < positions.upperBound ? index + 1 : index
                    guard x[next].isFinite, y[next].isFinite, next != index || positions.count == 1 else {
                        continue
                    }
                    own.append(
                        Segment(feature: Int32(feature), x1: x[index], y1: y[index], x2: x[next], y2: y[next])
                    )
                }
            }
            segments.append(own)
            extents.append(extent)
        }
        self.segments = segments
        self.extents = extents
        rings =
            columns.layer.geometry == .polygon
            ? AreaRings(segments: segments.map { $0.map { ($0.x1, $0.y1, $0.x2, $0.y2) } }) : nil
    }

    /// Chord lengths order places as geodesics do to within this factor on squares, for any two on earth.
    private static let slack = 1.008

    /// The nearest feature; of equally near ones the first. Nil when there is none within `limit` metres.
    func nearest(_ x: Double, _ y: Double, limit: Double, geodesic: Geodesic, hint: Int32) -> Hit? {
        guard abs(y) <= 90, x.isFinite else { return nil }
        guard let tree else { return nearestShape(x, y, limit: limit, geodesic, hint) }
        let place = PlaceTree.position(longitude: x, latitude: y)
        // The last answer bounds this one; widened, so that it can be found again.
        var start = Double.infinity
        if hint >= 0 {
            let away = known[Int(hint)] - place
            start = (away * away).sum() * 1.000001 + 1e-9
        }
        let square = tree.nearestSquare(place, limit: start)
        guard square < .infinity else { return nil }
        var best: Hit?
        var candidates: [Int32] = []
        tree.append(within: square * Self.slack + 1e-6, of: place, to: &candidates)
        for number in candidates {
            let meters = geodesic.inverse(
                longitude1: x, latitude1: y, longitude2: longitudes[Int(number)],
                latitude2: latitudes[Int(number)])
            if let known = best, (known.meters, known.feature) <= (meters, number) { continue }
            best = Hit(feature: number, meters: meters)
        }
        return best.flatMap { $0.meters <= limit ? $0 : nil }
    }

    /// Every feature within `limit` metres, ascending.
    func within(_ x: Double, _ y: Double, limit: Double, geodesic: Geodesic) -> [Hit] {
        guard abs(y) <= 90, x.isFinite else { return [] }
        var hits: [Hit] = []
        if let tree {
            let place = PlaceTree.position(longitude: x, latitude: y)
            // A chord is never longer than its arc.
            var candidates: [Int32] = []
            tree.append(within: limit * limit * 1.000001, of: place, to: &candidates)
            for number in candidates {
                let meters = geodesic.inverse(
                    longitude1: x, latitude1: y, longitude2: longitudes[Int(number)],
                    latitude2: latitudes[Int(number)])
                if meters <= limit { hits.append(Hit(feature: number, meters: meters)) }
            }
            hits.sort { $0.feature < $1.feature }
            return hits
        }
        let plane = LocalPlane(x, y)
        for feature in extents.indices where plane.lowerBound(extents[feature]) <= limit * 1.02 + 1 {
            let meters = distance(x, y, Int32(feature), limit: limit, plane, geodesic)
            if meters <= limit { hits.append(Hit(feature: Int32(feature), meters: meters)) }
        }
        return hits
    }

    private func nearestShape(
        _ x: Double, _ y: Double, limit: Double, _ geodesic: Geodesic, _ hint: Int32
    ) -> Hit? {
        let plane = LocalPlane(x, y)
        var best = Hit(feature: -1, meters: limit)
        if hint >= 0 {
            let meters = distance(x, y, hint, limit: limit, plane, geodesic)
            if meters <= limit { best = Hit(feature: hint, meters: meters) }
        }
        for feature in extents.indices where Int32(feature) != hint || best.feature < 0 {
            guard plane.lowerBound(extents[feature]) <= best.meters * 1.02 + 1 else { continue }
            let meters = distance(x, y, Int32(feature), limit: best.meters, plane, geodesic)
            let isFirst = best.feature < 0 || Int32(feature) < best.feature
            if meters < best.meters || (meters == best.meters && isFirst) {
                best = Hit(feature: Int32(feature), meters: meters)
            }
        }
        return best.feature < 0 ? nil : best
    }

    /// Infinite when certainly beyond `limit`.
    private func distance(
        _ x: Double, _ y: Double, _ feature: Int32, limit: Double, _ plane: LocalPlane, _ geodesic: Geodesic
    ) -> Double {
        if let rings, rings.contains(area: Int(feature), x: x, y: y) { return 0 }
        var bestPlanar = Double.infinity
        for segment in segments[Int(feature)] {
            bestPlanar = min(
                bestPlanar, plane.distance(segment.x1, segment.y1, segment.x2, segment.y2).meters)
        }
        guard bestPlanar <= limit * 1.02 + 1 else { return .infinity }
        var best = Double.infinity
        for segment in segments[Int(feature)] {
            let near = plane.distance(segment.x1, segment.y1, segment.x2, segment.y2)
            guard near.meters <= bestPlanar * 1.01 + 0.01 else { continue }
            let longitude = segment.x1 + near.part * (segment.x2 - segment.x1)
            let latitude = segment.y1 + near.part * (segment.y2 - segment.y1)
            best = min(
                best,
                geodesic.inverse(longitude1: x, latitude1: y, longitude2: longitude, latitude2: latitude))
        }
        return best
    }
}

/// Metres around one place, good to a percent within some hundred kilometres: enough to choose candidates.
struct LocalPlane {
    private let x: Double
    private let y: Double
    private let east: Double
    private let north: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
        let phi = y * .pi / 180
        east = Ellipsoid.parallelRadius(phi) * .pi / 180
        north = Ellipsoid.meridianRadius(phi) * .pi / 180
    }

    /// Distance to the nearest point of a segment, and how far along it that is (0–1).
    @inline(__always)
    func distance(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> (meters: Double, part: Double) {
        let (ax, ay) = ((x1 - x) * east, (y1 - y) * north)
        let (dx, dy) = ((x2 - x1) * east, (y2 - y1) * north)
        let square = dx * dx + dy * dy
        let part = square > 0 ? max(0, min(1, -(ax * dx + ay * dy) / square)) : 0
        let (px, py) = (ax + part * dx, ay + part * dy)
        return ((px * px + py * py).squareRoot(), part)
    }

    /// At most the distance to anything in the extent.
    func lowerBound(_ extent: Extent) -> Double {
        guard !extent.isEmpty else { return .infinity }
        let dx = max(extent.minX - x, 0, x - extent.maxX) * east
        let dy = max(extent.minY - y, 0, y - extent.maxY) * north
        return (dx * dx + dy * dy).squareRoot()
    }
}
