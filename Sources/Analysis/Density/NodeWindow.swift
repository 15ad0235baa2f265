internal import TabaqaFeatureModel

/// The part of a lattice of nodes that a frame needs. Node (i, j) lies at x = i·width, y = −j·height; numbers
/// are held with 2^30 added so that truncation is rounding down.
struct NodeWindow {
    static let bias = 1_073_741_824.0

    let width: Double
    let height: Double
    /// Nodes to interpolate from.
    let inner: (column: Int, row: Int, columns: Int, rows: Int)
    /// Nodes to collect events at: the inner ones and the kernel's reach around them.
    let outer: (column: Int, row: Int, columns: Int, rows: Int)
    /// Floats from one outer row to the next.
    let stride: Int
    /// Unused floats before the first node of an outer row; the same after the last.
    static let padding = 32

    /// - Throws: `grid.too-large`.
    init(width: Double, height: Double, frame: Extent, box: Extent) throws {
        self.width = width
        self.height = height
        let reach = [
            box.minX / width, box.maxX / width, -box.maxY / height, -box.minY / height, frame.minX / width,
            frame.maxX / width, -frame.maxY / height, -frame.minY / height,
        ]
        guard reach.allSatisfy({ $0.isFinite && abs($0) < 5e8 }) else {
            throw Fault(.gridTooLarge, "The bandwidth is too small for so large a grid.")
        }
        func span(_ low: Double, _ high: Double) -> (first: Int, count: Int) {
            let first = Int((low + Self.bias).rounded(.down)) - 2
            return (first, Int((high + Self.bias).rounded(.down)) + 4 - first)
        }
        let columns = span(reach[4], reach[5])
        let rows = span(reach[6], reach[7])
        inner = (columns.first, rows.first, columns.count, rows.count)
        // The box is the frame and the reach; three more nodes hold what the inner margin adds.
        let outerColumns = span(reach[0] - 3, reach[1] + 3)
        let outerRows = span(reach[2] - 3, reach[3] + 3)
        outer = (outerColumns.first, outerRows.first, outerColumns.count, outerRows.count)
        stride = (outer.columns + 2 * Self.padding + 31) / 32 * 32
        guard stride * outer.rows <= 100_000_000 else {
            throw Fault(
                .gridTooLarge, "The bandwidth is too small for so large a grid.",
                remedy: "Use a smaller box, or a bandwidth of several cells.")
        }
    }

    /// Of the outer nodes.
    var extent: Extent {
        Extent(
            minX: x(0), minY: y(outer.rows - 1), maxX: x(outer.columns - 1), maxY: y(0))
    }

    /// The plane's y of an outer row.
    func y(_ outerRow: Int) -> Double { -(Double(outer.row + outerRow) - Self.bias) * height }

    /// The plane's x of an outer column.
    func x(_ outerColumn: Int) -> Double { (Double(outer.column + outerColumn) - Self.bias) * width }
}
