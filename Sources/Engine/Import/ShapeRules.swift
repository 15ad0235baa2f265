internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Brings geometries into the form their layer stores. One thread at a time.
struct ShapeRules {
    struct Failure: Error {
        let reason: Violation.Reason
    }

    private let repair = PolygonRepair()

    /// The geometry as its layer stores it, polygons repaired (`repairedGeometry`).
    ///
    /// - Throws: `Failure`.
    func conform(_ shape: Geometry, to type: GeometryType) throws -> (geometry: Geometry, flags: FeatureFlags)
    {
        switch (type, shape) {
        case (.point, .point): return (shape, [])
        case (.point, .multiPoint(let positions)) where positions.count == 1:
            return (.point(positions[0]), [])
        case (.lineString, .lineString(let line)): return (.multiLineString([line]), [])
        case (.lineString, .multiLineString): return (shape, [])
        case (.polygon, .polygon), (.polygon, .multiPolygon):
            let result: PolygonRepair.Outcome
            do {
                result = try repair.repair(shape)
            } catch {
                throw Failure(reason: .badGeometry)
            }
            guard !result.geometry.polygons.isEmpty else { throw Failure(reason: .badGeometry) }
            guard result.wasInvalid else { return (result.geometry, []) }
            return (
                result.geometry,
                result.areaChange > 0.01 ? [.repairedGeometry, .areaChanged] : .repairedGeometry
            )
        default: throw Failure(reason: .wrongGeometryType)
        }
    }
}
