internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The rows of a layer in the plane of tiles, with boxes around every few of them. Made once per layer: neighbours
/// in the file are neighbours in the plane, so that a tile reads little more than its own rows.
struct PlacedRows: Sendable {
    enum Axis: Sendable {
        case mapped(MappedArray<UInt32>)
        case made([UInt32])

        func withBuffer<Result>(_ body: (UnsafeBufferPointer<UInt32>) throws -> Result) rethrows -> Result {
            switch self {
            case .mapped(let array): try array.withUnsafeBufferPointer(body)
            case .made(let array): try array.withUnsafeBufferPointer(body)
            }
        }
    }

    static let rowsPerBox = 256

    let x: Axis
    let y: Axis
    let boxes: [WorldBox]

    static func of(_ columns: LayerColumns) throws -> PlacedRows {
        try columns.derived("placed rows") {
            if let world = try columns.worldPlaces() {
                return PlacedRows(x: .mapped(world.x), y: .mapped(world.y))
            }
            let places = try columns.places()
            let world = try WorldProjection(from: columns.layer.crs)
                .places(x: places.x.array, y: places.y.array)
            return PlacedRows(x: .made(world.x), y: .made(world.y))
        }
    }

    private init(x: Axis, y: Axis) {
        self.x = x
        self.y = y
        boxes = x.withBuffer { x in
            y.withBuffer { y in
                stride(from: 0, to: x.count, by: Self.rowsPerBox).map { start in
                    var box = WorldBox()
                    for row in start..<min(start + Self.rowsPerBox, x.count) { box.include(x[row], y[row]) }
                    return box
                }
            }
        }
    }
}
