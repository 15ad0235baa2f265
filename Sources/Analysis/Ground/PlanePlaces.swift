internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// The places of a layer in the plane of some CRS; worked out once per row and CRS.
struct PlanePlaces: Sendable {
    private let x: MappedArray<Double>
    private let y: MappedArray<Double>

    static func of(_ columns: LayerColumns, in crs: CRS) throws -> PlanePlaces {
        let places = try columns.places()
        if crs == columns.layer.crs { return PlanePlaces(x: places.x, y: places.y) }
        let planes: [MappedArray<Double>] = try columns.derivedRows(
            "places in \(crs.definition)", planes: 2
        ) { rows in
            let transform = try CoordinateTransform(from: columns.layer.crs, to: crs, ballpark: .allow)
            var x = places.x.withUnsafeBufferPointer { Array($0[rows]) }
            var y = places.y.withUnsafeBufferPointer { Array($0[rows]) }
            transform.transform(x: &x, y: &y)
            return [x, y]
        }
        return PlanePlaces(x: planes[0], y: planes[1])
    }

    func withBuffers<Result>(
        _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
        try x.withUnsafeBufferPointer { x in try y.withUnsafeBufferPointer { y in try body(x, y) } }
    }
}
