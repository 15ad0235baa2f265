internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Looks for stored events near one in space and time: the `duplicateWithin:` rule for single observations.
/// One thread at a time.
struct DuplicateSearch {
    private let meters: Double
    private let milliseconds: Int64
    private let layer: LayerDefinition
    private let degrees: CoordinateTransform?
    private let back: CoordinateTransform?
    private let geodesic = Geodesic()

    init(meters: Double, duration: ISODuration, layer: LayerDefinition) throws {
        self.meters = max(0, meters)
        milliseconds = duration.nominalMilliseconds
        self.layer = layer
        if layer.crs == .wgs84 {
            (degrees, back) = (nil, nil)
        } else {
            degrees = try CoordinateTransform(from: layer.crs, to: .wgs84, ballpark: .allow)
            back = try CoordinateTransform(from: .wgs84, to: layer.crs, ballpark: .allow)
        }
    }

    /// Whether another row lies within the distance and the duration.
    ///
    /// - Parameter place: in the layer's CRS.
    func finds(
        _ place: Position, _ instant: Int64, in columns: LayerColumns, except own: Set<FeatureID>
    ) throws -> Bool {
        guard layer.time != nil, let here = degrees(place), let box = box(around: here) else {
            return false
        }
        let (start, tooEarly) = instant.subtractingReportingOverflow(milliseconds)
        let (end, tooLate) = instant.addingReportingOverflow(milliseconds)
        guard !tooEarly, !tooLate else { return false }
        let selected = try SelectionEvaluator.evaluate(
            Selection(
                extent: box, extentCRS: layer.crs, interval: TimeInterval(start: start, end: end),
                includesFlagged: true), columns: columns)
        guard selected.used > 0 else { return false }
        let places = try columns.places()
        let ids = try columns.ids()
        var isFound = false
        selected.rows.forEachRun { run in
            for row in run where !isFound {
                guard let there = degrees(Position(x: places.x[row], y: places.y[row])),
                    geodesic.distance(here, there) <= meters
                else { continue }
                isFound = !own.contains(FeatureID(ids[row] ?? ""))
            }
        }
        return isFound
    }

    private func degrees(_ place: Position) -> Position? {
        guard let degrees else { return place }
        return degrees.transform(place)
    }

    /// A box of the layer's CRS around all places near enough.
    private func box(around place: Position) -> Extent? {
        guard abs(place.y) < 89, abs(place.x) <= 180 else { return nil }
        var box = Extent.empty
        for azimuth in stride(from: 0.0, to: 360, by: 45) {
            let edge = geodesic.direct(from: place, azimuth: azimuth, distance: max(1, meters) * 1.5)
            guard let edge = back.map({ $0.transform(edge) }) ?? edge else { return nil }
            box.include(edge)
        }
        return box
    }
}
