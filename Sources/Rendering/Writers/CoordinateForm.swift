internal import TabaqaFeatureModel

/// How many decimals a coordinate deserves: 7 in degrees (1 cm), 3 in metres (1 mm).
struct CoordinateForm {
    private let isDegrees: Bool

    init(_ crs: CRS) {
        isDegrees = GeoJSONForm.isGeographic(crs)
    }

    /// A CRS other than WGS 84 does not say here what its unit is. What could be degrees is written as
    /// degrees: four digits too many for a metre cost nothing, four too few for a degree cost a hundred
    /// metres.
    @inline(__always)
    func decimals(_ x: Double, _ y: Double) -> Int {
        isDegrees || (abs(x) <= 360 && abs(y) <= 90) ? 7 : 3
    }
}
