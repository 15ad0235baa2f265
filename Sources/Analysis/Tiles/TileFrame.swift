internal import TabaqaFeatureModel

/// A tile with its buffer, in its units: what lines and areas are cut to.
enum TileFrame {
    static let buffer: Int64 = 64
    static let low = -buffer
    static let high = Int64(TileContent.side) + buffer

    static func contains(_ x: Int64, _ y: Int64) -> Bool { x >= low && x <= high && y >= low && y <= high }

    /// The part of a ring inside; where it leaves and enters again it runs along the edge, so that one ring may
    /// stand for several parts.
    ///
    /// I. Sutherland, G. Hodgman, “Reentrant polygon clipping”, CACM 17 (1974).
    static func clip(_ ring: TileRing) -> TileRing {
        var points = zip(ring.x, ring.y).map { (x: Double($0), y: Double($1)) }
        let (low, high) = (Double(low), Double(high))
        points = clip(points, { $0.x - low }, { (low, $0) })
        points = clip(points, { high - $0.x }, { (high, $0) })
        points = clip(swapped(points), { $0.x - low }, { (low, $0) })
        points = swapped(clip(points, { high - $0.x }, { (high, $0) }))
        var result = TileRing(isClosed: true)
        for point in points { result.append(Int64(point.x.rounded()), Int64(point.y.rounded())) }
        result.open()
        return result
    }

    private typealias Point = (x: Double, y: Double)

    private static func swapped(_ points: [Point]) -> [Point] { points.map { ($0.y, $0.x) } }

    /// - Parameters:
    ///   - depth: how far inside a point lies.
    ///   - edge: the point of the edge at an ordinate.
    private static func clip(
        _ points: [Point], _ depth: (Point) -> Double, _ edge: (Double) -> Point
    ) -> [Point] {
        guard var previous = points.last else { return [] }
        var kept: [Point] = []
        kept.reserveCapacity(points.count)
        var earlier = depth(previous)
        for point in points {
            let own = depth(point)
            if (own >= 0) != (earlier >= 0) {
                // From the same end whichever way the ring runs, so that neighbours are cut alike.
                let (from, to, a, b) =
                    own >= 0 ? (previous, point, earlier, own) : (point, previous, own, earlier)
                kept.append(edge(from.y + (to.y - from.y) * (a / (a - b))))
            }
            if own >= 0 { kept.append(point) }
            previous = point
            earlier = own
        }
        return kept
    }

    /// The parts of a line inside.
    ///
    /// Y.-D. Liang, B. Barsky, “A new concept and method for line clipping”, ACM ToG 3 (1984).
    static func clip(_ line: TileRing, _ take: (TileRing) -> Void) {
        var part = TileRing(isClosed: false)
        func finish() {
            if part.count > 0 { take(part) }
            part.clear()
        }
        for index in 1..<max(1, line.count) {
            let (fromX, fromY) = (Double(line.x[index - 1]), Double(line.y[index - 1]))
            let (runX, runY) = (Double(line.x[index]) - fromX, Double(line.y[index]) - fromY)
            var (enter, leave) = (0.0, 1.0)
            for (run, room) in [
                (-runX, fromX - Double(low)), (runX, Double(high) - fromX), (-runY, fromY - Double(low)),
                (runY, Double(high) - fromY),
            ] {
                if run == 0 {
                    if room < 0 { leave = -1 }
                } else if run < 0 {
                    enter = max(enter, room / run)
                } else {
                    leave = min(leave, room / run)
                }
            }
            guard enter <= leave else {
                finish()
                continue
            }
            if enter > 0 { finish() }
            part.append(Int64((fromX + enter * runX).rounded()), Int64((fromY + enter * runY).rounded()))
            part.append(Int64((fromX + leave * runX).rounded()), Int64((fromY + leave * runY).rounded()))
            if leave < 1 { finish() }
        }
        finish()
    }
}
