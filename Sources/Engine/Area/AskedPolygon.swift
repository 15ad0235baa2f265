internal import TabaqaAnalysis
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// A polygon someone asks for, examined and made valid.
struct AskedPolygon {
    let test: PolygonTest
    let prepared: PreparedPolygon
    /// Square metres.
    let ground: Double

    static let mostPositions = 10_000
    /// An invalid polygon of more positions is refused: n edges may cross n² times, and repair has to find
    /// each.
    static let mostInvalidPositions = 200
    /// Degrees from edge to edge.
    static let widest = 60.0

    /// - Parameter geometry: in EPSG:4326, longitude first.
    /// - Throws: `geometry.invalid`.
    init(_ geometry: Geometry) throws {
        let geometry = try Self.examined(geometry)
        guard let prepared = PreparedPolygon(geometry) else {
            throw Fault(.geometryInvalid, "The polygon cannot be used.", remedy: "Draw it anew.")
        }
        self.prepared = prepared
        test = PolygonTest(geometry.polygons)
        ground = GroundArea.squareMeters(geometry.polygons)
        guard ground > 0 else {
            throw Fault(.geometryInvalid, "The polygon has no area.", remedy: "Draw a larger one.")
        }
    }

    private static func examined(_ geometry: Geometry) throws -> Geometry {
        var positions = 0
        geometry.forEachPosition { _ in positions += 1 }
        guard !geometry.polygons.isEmpty else {
            throw Fault(
                .geometryInvalid, "The area must be a Polygon or MultiPolygon with positions.",
                remedy: "Send one in longitude and latitude.")
        }
        guard positions <= mostPositions else {
            throw Fault(
                .geometryInvalid,
                "The polygon has \(positions) positions; at most \(mostPositions) are taken.",
                remedy: "Simplify it.")
        }
        let extent = geometry.extent
        var isOnEarth = true
        geometry.forEachPosition { position in
            isOnEarth = isOnEarth && abs(position.x) <= 180 && abs(position.y) <= 90
        }
        guard isOnEarth else {
            throw Fault(
                .geometryInvalid, "The polygon reaches beyond 180° of longitude or 90° of latitude.",
                remedy: "Write longitude first, then latitude, in degrees.")
        }
        guard extent.width <= widest, extent.height <= widest else {
            throw Fault(
                .geometryInvalid, "The polygon is more than \(Int(widest))° wide or high.",
                remedy: "Ask for a smaller area; one across the 180th meridian in two parts.")
        }
        // Valid as it is, it is taken as it is.
        if PreparedPolygon(geometry) != nil { return .multiPolygon(geometry.polygons) }
        guard positions <= mostInvalidPositions else {
            throw Fault(
                .geometryInvalid,
                "The polygon crosses itself or has open rings, and has more than \(mostInvalidPositions) "
                    + "positions.", remedy: "Draw it without crossings.")
        }
        return try PolygonRepair().repair(geometry).geometry
    }
}
