internal import Glibc
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// How lengths on the ground follow from differences of plane coordinates, place by place.
///
/// In Web Mercator and in degrees the scale depends on the latitude alone, and the distance of two places is
/// that of the mean parallel and the meridian between them (error below 1e-9 at 5 km). In any other
/// projection the metric tensor is sampled every 8 km from PROJ.
enum GroundMetric: Sendable {
    case webMercator
    case degrees
    case sampled(MetricField)

    /// - Parameter extent: in the CRS, where the metric will be asked for; in a sampled metric answers do not
    ///   depend on it.
    init(crs: CRS, extent: Extent) throws {
        if crs == .webMercator {
            self = .webMercator
            return
        }
        let properties = try CRSProperties.of(crs)
        if properties.isGeographic {
            self = .degrees
        } else {
            self = .sampled(
                try MetricField(crs: crs, extent: extent, metersPerUnit: properties.metersPerUnit))
        }
    }

    var isRowwise: Bool { if case .sampled = self { false } else { true } }

    /// Rowwise metrics: metres northward of the equator and metres per unit eastward, at the plane's `y`.
    func row(_ y: Double) -> (north: Double, east: Double) {
        switch self {
        case .webMercator:
            let phi = 2 * atan(exp(y / Ellipsoid.semiMajor)) - .pi / 2
            return (Ellipsoid.meridianArc(phi), Ellipsoid.parallelRadius(phi) / Ellipsoid.semiMajor)
        case .degrees:
            let phi = max(-90, min(90, y)) * .pi / 180
            return (Ellipsoid.meridianArc(phi), Ellipsoid.parallelRadius(phi) * .pi / 180)
        case .sampled:
            return (0, 1)
        }
    }

    /// The metric tensor, square metres per square unit: d² = xx·dx² + 2·xy·dx·dy + yy·dy².
    func tensor(x: Double, y: Double) -> (xx: Double, xy: Double, yy: Double) {
        switch self {
        case .webMercator:
            let phi = 2 * atan(exp(y / Ellipsoid.semiMajor)) - .pi / 2
            let east = Ellipsoid.parallelRadius(phi) / Ellipsoid.semiMajor
            let north = Ellipsoid.meridianRadius(phi) * cos(phi) / Ellipsoid.semiMajor
            return (east * east, 0, north * north)
        case .degrees:
            let phi = max(-90, min(90, y)) * .pi / 180
            let east = Ellipsoid.parallelRadius(phi) * .pi / 180
            let north = Ellipsoid.meridianRadius(phi) * .pi / 180
            return (east * east, 0, north * north)
        case .sampled(let field):
            return field.tensor(x: x, y: y)
        }
    }

    /// Metres per unit eastward and northward.
    func scale(x: Double, y: Double) -> (east: Double, north: Double) {
        let tensor = tensor(x: x, y: y)
        return (tensor.xx.squareRoot(), tensor.yy.squareRoot())
    }
}
