internal import Glibc
public import TabaqaFeatureModel

/// Areas on the WGS 84 ellipsoid of polygons whose edges are straight in longitude and latitude.
public enum GroundArea {
    /// Square metres; of each polygon the exterior ring comes first, holes are taken off. Better than 1e-9 of
    /// the area for edges up to some degrees.
    public static func squareMeters(_ polygons: [[[Position]]]) -> Double {
        polygons.reduce(0) { total, rings in
            guard let exterior = rings.first else { return total }
            return total + rings.dropFirst().reduce(abs(signed(exterior))) { $0 - abs(signed($1)) }
        }
    }

    /// ∮ A(φ) dλ, where A is the area between equator and latitude φ per radian of longitude; each edge by
    /// Gauss and Legendre's rule with three places.
    private static func signed(_ ring: [Position]) -> Double {
        guard let origin = ring.first, ring.count >= 4 else { return 0 }
        let base = zone(origin.y)
        var total = 0.0
        for (from, to) in zip(ring, ring.dropFirst()) {
            let width = to.x - from.x
            guard width != 0 else { continue }
            let middle = (from.y + to.y) / 2
            let reach = (to.y - from.y) / 2 * 0.774_596_669_241_483_4
            // Taken relative to the first latitude, so that small areas far from the equator keep their
            // digits.
            let mean =
                (5 * (zone(middle - reach) - base) + 8 * (zone(middle) - base) + 5
                    * (zone(middle + reach) - base))
                / 18
            total += mean * width * .pi / 180
        }
        return total
    }

    /// Square metres between the equator and a latitude in degrees, per radian of longitude.
    private static func zone(_ latitude: Double) -> Double {
        let e = Ellipsoid.eccentricitySquared.squareRoot()
        let sine = sin(latitude * .pi / 180)
        let minor = Ellipsoid.semiMajor * (1 - Ellipsoid.flattening)
        return minor * minor / 2
            * (sine / (1 - Ellipsoid.eccentricitySquared * sine * sine) + atanh(e * sine) / e)
    }
}
