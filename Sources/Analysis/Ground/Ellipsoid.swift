internal import Glibc

/// Lengths on the WGS 84 ellipsoid.
enum Ellipsoid {
    static let semiMajor = 6_378_137.0
    static let flattening = 1 / 298.257223563
    static let eccentricitySquared = flattening * (2 - flattening)

    /// Metres along the parallel per radian of longitude, at latitude `phi` in radians.
    static func parallelRadius(_ phi: Double) -> Double {
        let sine = sin(phi)
        return semiMajor * cos(phi) / (1 - eccentricitySquared * sine * sine).squareRoot()
    }

    /// Metres along the meridian per radian of latitude.
    static func meridianRadius(_ phi: Double) -> Double {
        let sine = sin(phi)
        let base = 1 - eccentricitySquared * sine * sine
        return semiMajor * (1 - eccentricitySquared) / (base * base.squareRoot())
    }

    /// Metres along the meridian from the equator to `phi` (Helmert's series in the third flattening; better
    /// than 0.1 mm).
    static func meridianArc(_ phi: Double) -> Double {
        let n = flattening / (2 - flattening)
        let n2 = n * n
        let scale = semiMajor / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64)
        let c2 = -1.5 * n + 9.0 / 16 * n * n2
        let c4 = 15.0 / 16 * n2 - 15.0 / 32 * n2 * n2
        let c6 = -35.0 / 48 * n * n2
        let c8 = 315.0 / 512 * n2 * n2
        return scale * (phi + c2 * sin(2 * phi) + c4 * sin(4 * phi) + c6 * sin(6 * phi) + c8 * sin(8 * phi))
    }
}

extension Ellipsoid {
    static func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
}
