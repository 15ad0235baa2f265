internal import TabaqaFeatureModel

/// A ring thinned to what a phone can carry along: a form is sent to every phone, and asked at every fix.
enum FenceRing {
    static let most = 300

    /// At most `most` positions, by Douglas and Peucker with as small a tolerance as that takes.
    static func simplified(_ ring: [Position]) -> [Position] {
        guard ring.count > most else { return ring }
        var tolerance = 1e-5
        var thin = ring
        while thin.count > most, tolerance < 1 {
            thin = thinned(ring, tolerance)
            tolerance *= 1.5
        }
        return thin.count >= 4 ? thin : ring
    }

    private static func thinned(_ ring: [Position], _ tolerance: Double) -> [Position] {
        var isKept = [Bool](repeating: false, count: ring.count)
        isKept[0] = true
        isKept[ring.count - 1] = true
        // The middle too: begin and end are one place.
        isKept[ring.count / 2] = true
        var spans = [(0, ring.count / 2), (ring.count / 2, ring.count - 1)]
        while let (first, last) = spans.popLast() {
            guard last > first + 1 else { continue }
            var (farthest, distance) = (first, 0.0)
            for index in first + 1..<last {
                let apart = self.distance(ring[index], ring[first], ring[last])
                if apart > distance { (farthest, distance) = (index, apart) }
            }
            guard distance > tolerance else { continue }
            isKept[farthest] = true
            spans += [(first, farthest), (farthest, last)]
        }
        return ring.indices.filter { isKept[$0] }.map { ring[$0] }
    }

    private static func distance(_ place: Position, _ start: Position, _ end: Position) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = dx * dx + dy * dy
        let along =
            length > 0 ? max(0, min(1, ((place.x - start.x) * dx + (place.y - start.y) * dy) / length)) : 0
        let (x, y) = (place.x - start.x - along * dx, place.y - start.y - along * dy)
        return (x * x + y * y).squareRoot()
    }
}
