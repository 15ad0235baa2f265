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

        var array: [UInt32] { withBuffer(Array.init) }
    }

    static let rowsPerBox = 256

    let x: Axis
    let y: Axis
    let boxes: [WorldBox]

    static func of(_ columns: LayerColumns) throws -> PlacedRows {
        let base = columns.base
        let filed = try base.derived("placed rows") { try PlacedRows(base, after: nil) }
        if columns.count == base.count { return filed }
        return try columns.derived("placed rows") { try PlacedRows(columns, after: filed) }
    }

    /// - Parameter filed: of the first rows, which stay as they were.
    private init(_ columns: LayerColumns, after filed: PlacedRows?) throws {
        if let world = try columns.worldPlaces() {
            x = .mapped(world.x)
            y = .mapped(world.y)
        } else {
            let places = try columns.places()
            let first = filed?.count ?? 0
            let made = try WorldProjection(from: columns.layer.crs)
                .places(x: Array(places.x[first...]), y: Array(places.y[first...]))
            x = .made((filed?.x.array ?? []) + made.x)
            y = .made((filed?.y.array ?? []) + made.y)
        }
        // The last box of the file may not have been full.
        let whole = filed.map { $0.count / Self.rowsPerBox } ?? 0
        boxes = Array(filed?.boxes.prefix(whole) ?? []) + Self.boxes(from: whole * Self.rowsPerBox, x, y)
    }

    private var count: Int { x.withBuffer(\.count) }

    private static func boxes(from first: Int, _ x: Axis, _ y: Axis) -> [WorldBox] {
        x.withBuffer { x in
            y.withBuffer { y in
                stride(from: first, to: x.count, by: rowsPerBox).map { start in
                    var box = WorldBox()
                    for row in start..<min(start + rowsPerBox, x.count) { box.include(x[row], y[row]) }
                    return box
                }
            }
        }
    }
}
