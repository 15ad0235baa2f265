internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// The places of a layer in the plane of some CRS; worked out once per layer and CRS.
enum PlanePlaces: Sendable {
    case stored(MappedArray<Double>, MappedArray<Double>)
    case transformed([Double], [Double])

    static func of(_ columns: LayerColumns, in crs: CRS) throws -> PlanePlaces {
        let places = try columns.places()
        if crs == columns.layer.crs { return .stored(places.x, places.y) }
        return try columns.derived("places in \(crs.definition)") {
            let transform = try CoordinateTransform(from: columns.layer.crs, to: crs, ballpark: .allow)
            var x = places.x.array
            var y = places.y.array
            transform.transform(x: &x, y: &y)
            return PlanePlaces.transformed(x, y)
        }
    }

    func withBuffers<Result>(
        _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
        switch self {
        case .stored(let x, let y):
            try x.withUnsafeBufferPointer { x in try y.withUnsafeBufferPointer { y in try body(x, y) } }
        case .transformed(let x, let y):
            try x.withUnsafeBufferPointer { x in try y.withUnsafeBufferPointer { y in try body(x, y) } }
        }
    }
}
