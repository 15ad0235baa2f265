internal import TabaqaFeatureModel

/// Plane geometry of closed rings, as far as writing and drawing need it.
enum Ring {
    /// Positive for counterclockwise rings; in squared units of the CRS.
    static func signedArea(_ ring: [Position]) -> Double {
        guard let origin = ring.first, ring.count > 3 else { return 0 }
        var twice = 0.0
        for index in 1..<ring.count {
            let from = ring[index - 1]
            let to = ring[index]
            twice += (from.x - origin.x) * (to.y - origin.y) - (to.x - origin.x) * (from.y - origin.y)
        }
        return twice / 2
    }
}
