internal import CPROJ
public import TabaqaFeatureModel

/// Shortest lines and areas on the WGS 84 ellipsoid (Karney 2013; PROJ's copy of GeographicLib): lengths to
/// nanometres, areas to 0.1 m² per vertex. Coordinates are degrees, lengths metres, areas square metres.
public struct Geodesic: Sendable {
    private let ellipsoid: geod_geodesic

    public init() {
        var ellipsoid = geod_geodesic()
        geod_init(&ellipsoid, 6_378_137, 1 / 298.257_223_563)
        self.ellipsoid = ellipsoid
    }

    /// The distance between two places; NaN when a latitude is beyond ±90.
    public func inverse(
        longitude1: Double, latitude1: Double, longitude2: Double, latitude2: Double
    ) -> Double {
        var distance = Double.nan
        withUnsafePointer(to: ellipsoid) {
            geod_inverse($0, latitude1, longitude1, latitude2, longitude2, &distance, nil, nil)
        }
        return distance
    }

    public func distance(_ from: Position, _ to: Position) -> Double {
        inverse(longitude1: from.x, latitude1: from.y, longitude2: to.x, latitude2: to.y)
    }

    /// The place `distance` metres from `start` in the direction `azimuth`, degrees clockwise from north.
    public func direct(from start: Position, azimuth: Double, distance: Double) -> Position {
        var end = Position(x: .nan, y: .nan)
        withUnsafePointer(to: ellipsoid) {
            geod_direct($0, start.y, start.x, azimuth, distance, &end.y, &end.x, nil)
        }
        return end
    }

    /// The area of a polygon, exterior ring first; holes are subtracted. Edges are geodesics.
    public func area(of rings: [[Position]]) -> Double {
        guard let exterior = rings.first else { return 0 }
        return rings.dropFirst().reduce(abs(signedArea(of: exterior))) { $0 - abs(signedArea(of: $1)) }
    }

    /// The area of all polygons of `geometry`; 0 for every other kind.
    public func area(of geometry: Geometry) -> Double {
        if case .collection(let parts) = geometry { return parts.reduce(0) { $0 + area(of: $1) } }
        return geometry.polygons.reduce(0) { $0 + area(of: $1) }
    }

    /// Positive when the ring runs counter-clockwise.
    private func signedArea(of ring: [Position]) -> Double {
        var polygon = geod_polygon()
        geod_polygon_init(&polygon, 0)
        var area = 0.0
        withUnsafePointer(to: ellipsoid) { ellipsoid in
            // A ring repeats its first position; the polygon closes itself.
            for position in ring.dropLast(ring.first == ring.last ? 1 : 0) {
                geod_polygon_addpoint(ellipsoid, &polygon, position.y, position.x)
            }
            geod_polygon_compute(ellipsoid, &polygon, 0, 1, &area, nil)
        }
        return area
    }
}
