internal import TabaqaFeatureModel

/// Areas in the plane of the coordinates, by the shoelace formula.
enum RingArea {
    /// Of all polygons: exterior rings less holes, each by the magnitude of its signed area.
    static func area(of polygons: [[[Position]]]) -> Double {
        polygons.reduce(0) { total, rings in
            guard let exterior = rings.first else { return total }
            return total
                + rings.dropFirst().reduce(abs(signedArea(of: exterior))) { $0 - abs(signedArea(of: $1)) }
        }
    }

    /// Positive when the ring runs counter-clockwise. Taken relative to the first position, so that large
    /// eastings do not cancel the digits away.
    static func signedArea(of ring: [Position]) -> Double {
        guard let origin = ring.first, ring.count >= 3 else { return 0 }
        var doubled = 0.0
        for index in 1..<ring.count - 1 {
            let (a, b) = (ring[index], ring[index + 1])
            doubled += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return doubled / 2
    }
}
