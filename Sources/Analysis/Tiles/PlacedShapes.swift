internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A layer's lines or areas in the plane of tiles: every position, the zoom from which it matters, and boxes. Made
/// once per layer.
struct PlacedShapes: Sendable {
    static let rowsPerBox = 32
    /// From this zoom on every position is drawn.
    static let wholeZoom = 16

    let shapes: MappedShapes
    let x: [UInt32]
    let y: [UInt32]
    /// The first zoom at which the position is drawn. Equal positions have equal zooms, so that a border that two
    /// areas share stays one line.
    let zooms: [UInt8]
    /// Of every row; impossible for a row without a shape or with a position PROJ cannot place.
    let boxes: [WorldBox]
    let blockBoxes: [WorldBox]

    static func of(_ columns: LayerColumns) throws -> PlacedShapes {
        try columns.derived("placed shapes") {
            let shapes = try columns.shapes()
            let world = try WorldProjection(from: columns.layer.crs)
                .places(x: shapes.x.array, y: shapes.y.array, clamps: true)
            return PlacedShapes(shapes, x: world.x, y: world.y, isAreal: columns.layer.geometry == .polygon)
        }
    }

    private init(_ shapes: MappedShapes, x: [UInt32], y: [UInt32], isAreal: Bool) {
        self.shapes = shapes
        self.x = x
        self.y = y
        var zooms = [UInt8](repeating: UInt8(Self.wholeZoom), count: x.count)
        var boxes: [WorldBox] = []
        boxes.reserveCapacity(shapes.count)
        var simplifier = VertexZooms(isClosed: isAreal)
        for row in 0..<shapes.count {
            var box = WorldBox()
            var isPlaced = true
            for ring in shapes.rings(of: row) {
                let range = shapes.positions(of: ring)
                for position in range {
                    isPlaced = isPlaced && (x[position] != 0 || y[position] != 0)
                    box.include(x[position], y[position])
                }
                simplifier.rate(range, x, y, into: &zooms)
            }
            boxes.append(isPlaced ? box : WorldBox())
        }
        VertexZooms.level(&zooms, x, y)
        self.zooms = zooms
        self.boxes = boxes
        blockBoxes = stride(from: 0, to: boxes.count, by: Self.rowsPerBox).map { start in
            var box = WorldBox()
            for row in start..<min(start + Self.rowsPerBox, boxes.count) { box.include(boxes[row]) }
            return box
        }
    }
}
