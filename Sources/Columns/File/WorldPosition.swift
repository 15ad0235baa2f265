internal import Glibc
internal import TabaqaFeatureModel

/// Positions in the square of Web Mercator as 32-bit integers (9 mm at the equator): what pictures are made
/// from.
enum WorldPosition {
    /// Metres of the equator.
    static let circumference = 40_075_016.685578488

    /// Whether positions of `crs` can be placed without PROJ.
    static func covers(_ crs: CRS) -> Bool { crs == .wgs84 || crs == .webMercator }

    /// A place outside the square, or none, is (0, 0).
    static func of(x: Double, y: Double, in crs: CRS) -> (x: UInt32, y: UInt32) {
        let east: Double
        let north: Double
        if crs == .webMercator {
            east = x / circumference + 0.5
            north = y / circumference + 0.5
        } else {
            guard abs(y) < 90 else { return (0, 0) }
            east = x / 360 + 0.5
            let sine = sin(y * .pi / 180)
            north = 0.5 + log((1 + sine) / (1 - sine)) / (4 * .pi)
        }
        guard east >= 0, east < 1, north >= 0, north < 1 else { return (0, 0) }
        return (UInt32(east * 4_294_967_296), UInt32(north * 4_294_967_296))
    }
}
