internal import TabaqaFeatureModel

/// Classifies the cells of a square against areas and merges equal ones into a quadtree.
struct AreaIndexBuilder {
    typealias Tables = AreaTables<[Int32], [UInt32]>

    private let outlines: AreaOutlines
    private let square: CurveSquare
    private let level: Int
    private let side: Int
    private let scale: Double
    /// The cells that areas reach; all others belong to none.
    private var window: (column: Int, row: Int, columns: Int, rows: Int) = (0, 0, 0, 0)
    /// Row-major in the window: ≥ 0 an area, −1 none; when all areas are entered also mixed, as in a tree.
    private var cells: [Int32] = []
    /// The last area whose edges touch the cell.
    private var touched: [Int32] = []
    private var found = Candidates()
    private var bandStarts: [UInt32] = [0]
    private var bandEdges: [UInt32] = []
    private var nodes: [Int32] = []

    /// What was found for cells, in the order of areas.
    private struct Candidates {
        var cells: [UInt32] = []
        /// An area, or −1 − area where it covers the cell.
        var areas: [Int32] = []
        var bands: [UInt32] = []

        mutating func append(cell: Int, area: Int32, band: Int) {
            cells.append(UInt32(truncatingIfNeeded: cell))
            areas.append(area)
            bands.append(UInt32(truncatingIfNeeded: band))
        }
    }

    /// Rounding may put a point and the edge beside it into neighbouring cells: widen by a thousandth.
    private static let slack = 0.001

    /// - Parameter level: cells per side = 2^level; nil: so many that few cells are mixed.
    init(_ outlines: AreaOutlines, level: Int? = nil) {
        self.outlines = outlines
        let extent = outlines.extent
        let span = max(extent.width, extent.height)
        square = extent.isEmpty ? CurveSquare(minX: 0, minY: 0, side: 1) : CurveSquare(aligned: extent)
        let coarse = Self.level(areas: outlines.count)
        var finest = level ?? coarse
        // The square may be up to four times as wide as the areas.
        while level == nil, finest < coarse + 2, span * Double(1 << (finest - coarse)) * 1.5 < square.side {
            finest += 1
        }
        self.level = finest
        side = 1 << finest
        scale = Double(side) / square.side
    }

    /// Twice the root of the number of areas, over the number of cells along a side, is about the share of
    /// mixed cells: a hundredth or two.
    private static func level(areas: Int) -> Int {
        var level = 7
        while level < 11, 1 << (2 * (level - 7)) < areas { level += 1 }
        return level
    }

    /// Cells from the square's west or south; may lie outside.
    private func column(_ x: Double) -> Double { (x - square.minX) * scale }
    private func row(_ y: Double) -> Double { (y - square.minY) * scale }
    private func clamped(_ value: Double) -> Int { Int(max(0, min(Double(side - 1), value.rounded(.down)))) }

    consuming func tables() -> Tables {
        let extent = outlines.extent
        guard !extent.isEmpty else { return finished(root: -1, lists: [0], order: []) }
        // Wider than any edge's own slack, whatever rounding adds.
        let slack = 2 * Self.slack
        let west = clamped(column(extent.minX) - slack)
        let south = clamped(row(extent.minY) - slack)
        window = (
            west, south, clamped(column(extent.maxX) + slack) - west + 1,
            clamped(row(extent.maxY) + slack) - south + 1
        )
        cells = [Int32](repeating: -1, count: window.columns * window.rows)
        touched = cells
        for area in 0..<outlines.count where !outlines.extents[area].isEmpty { enter(area) }
        var (starts, order): ([UInt32], [Int]) = ([0], [])
        makeLists(&starts, &order)
        let root = node(shift: level, column: 0, row: 0)
        return finished(root: root, lists: starts, order: order)
    }

    private func finished(root: Int32, lists: [UInt32], order: [Int]) -> Tables {
        Tables(
            square: square, level: level, root: root, nodes: nodes, listStarts: lists,
            candidates: order.map { found.areas[$0] }, candidateBands: order.map { found.bands[$0] },
            bandStarts: bandStarts, bandEdges: bandEdges)
    }

    /// The node of the tree for 2^shift cells a side; children come before their parents.
    private mutating func node(shift: Int, column: Int, row: Int) -> Int32 {
        let (west, south, size) = (column << shift, row << shift, 1 << shift)
        guard west < window.column + window.columns, west + size > window.column,
            south < window.row + window.rows, south + size > window.row
        else { return -1 }
        if shift == 0 { return cells[(row - window.row) * window.columns + column - window.column] }
        let children = (
            node(shift: shift - 1, column: 2 * column, row: 2 * row),
            node(shift: shift - 1, column: 2 * column + 1, row: 2 * row),
            node(shift: shift - 1, column: 2 * column, row: 2 * row + 1),
            node(shift: shift - 1, column: 2 * column + 1, row: 2 * row + 1)
        )
        if children.0 >= -1, children.0 == children.1, children.1 == children.2, children.2 == children.3 {
            return children.0
        }
        let block = nodes.count / 4
        nodes.append(children.0)
        nodes.append(children.1)
        nodes.append(children.2)
        nodes.append(children.3)
        return -2 - Int32(2 * block)
    }
}

extension AreaIndexBuilder {
    /// Enters an area's edges into their bands, then its cells.
    private mutating func enter(_ area: Int) {
        let extent = outlines.extents[area]
        let first = clamped(row(extent.minY) - Self.slack)
        let last = clamped(row(extent.maxY) + Self.slack)
        let own = outlines.starts[area]..<outlines.starts[area + 1]
        // Count, then place.
        var counts = [Int](repeating: 0, count: last - first + 2)
        for edge in outlines.edges[own] {
            let bands = bands(of: edge)
            for band in bands { mark(edge, in: band, area) }
            if !isFlat(edge) { for band in bands { counts[band - first + 1] += 1 } }
        }
        for band in 1..<counts.count { counts[band] += counts[band - 1] }
        let base = bandEdges.count
        let firstBand = bandStarts.count - 1
        for end in counts.dropFirst() { bandStarts.append(UInt32(truncatingIfNeeded: base + end)) }
        bandEdges.append(contentsOf: [UInt32](repeating: 0, count: counts.last ?? 0))
        for edge in outlines.edges[own] where !isFlat(edge) {
            for band in bands(of: edge) {
                bandEdges[base + counts[band - first]] = edge
                counts[band - first] += 1
            }
        }
        for band in first...last { cover(area, band, number: firstBand + band - first, extent) }
    }

    private func isFlat(_ edge: UInt32) -> Bool { outlines.y[Int(edge)] == outlines.y[Int(edge) + 1] }

    private func bands(of edge: UInt32) -> ClosedRange<Int> {
        let (y1, y2) = (outlines.y[Int(edge)], outlines.y[Int(edge) + 1])
        return clamped(row(min(y1, y2)) - Self.slack)...clamped(row(max(y1, y2)) + Self.slack)
    }

    /// Marks the cells of one row that the edge touches.
    private mutating func mark(_ edge: UInt32, in band: Int, _ area: Int) {
        let at = Int(edge)
        let (x1, x2) = (column(outlines.x[at]), column(outlines.x[at + 1]))
        let (y1, y2) = (row(outlines.y[at]), row(outlines.y[at + 1]))
        var (west, east) = (min(x1, x2), max(x1, x2))
        if y1 != y2 {
            func x(at y: Double) -> Double { x1 + (x2 - x1) * max(0, min(1, (y - y1) / (y2 - y1))) }
            let low = x(at: Double(band) - Self.slack)
            let high = x(at: Double(band + 1) + Self.slack)
            (west, east) = (min(low, high), max(low, high))
        }
        let start = (band - window.row) * window.columns - window.column
        for cell in clamped(west - Self.slack)...clamped(east + Self.slack) {
            touched[start + cell] = Int32(truncatingIfNeeded: area)
        }
    }

    /// Enters the area into the cells of one row: asked where its edges pass, owner where it covers.
    private mutating func cover(_ area: Int, _ band: Int, number: Int, _ extent: Extent) {
        let code = Int32(truncatingIfNeeded: area)
        let middle = square.minY + (Double(band) + 0.5) / scale
        var crossings: [Double] = []
        for edge in bandEdges[Int(bandStarts[number])..<Int(bandStarts[number + 1])] {
            let (y1, y2) = (outlines.y[Int(edge)], outlines.y[Int(edge) + 1])
            guard (middle >= y1) != (middle >= y2) else { continue }
            let (x1, x2) = (outlines.x[Int(edge)], outlines.x[Int(edge) + 1])
            crossings.append(column(x1 + (x2 - x1) * ((middle - y1) / (y2 - y1))))
        }
        crossings.sort()
        var next = 0
        var isInside = false
        let start = (band - window.row) * window.columns - window.column
        for cell in clamped(column(extent.minX) - Self.slack)...clamped(column(extent.maxX) + Self.slack) {
            while next < crossings.count, crossings[next] <= Double(cell) + 0.5 {
                isInside.toggle()
                next += 1
            }
            let place = start + cell
            if touched[place] == code {
                found.append(cell: place, area: code, band: number)
            } else if isInside {
                if cells[place] == -1 { cells[place] = code }
                // Kept as well, for a later area's edges may make the cell mixed.
                if touched[place] >= 0 { found.append(cell: place, area: -1 - code, band: 0) }
            }
        }
    }

    /// Lists by cell, areas ascending, as numbers in `found`. A cell that one area covers whole before any
    /// other is asked needs none.
    private mutating func makeLists(_ starts: inout [UInt32], _ order: inout [Int]) {
        var keys = found.cells
        var numbers = keys.indices.map { UInt32(truncatingIfNeeded: $0) }
        CurveOrder.sort(&keys, &numbers)
        var at = 0
        while at < keys.count {
            let cell = Int(keys[at])
            var list: [Int] = []
            while at < keys.count, Int(keys[at]) == cell {
                list.append(Int(numbers[at]))
                at += 1
            }
            let owner = cells[cell]
            if owner >= 0, !list.contains(where: { found.areas[$0] == -1 - owner }) {
                let place = list.firstIndex { Self.area(found.areas[$0]) > owner } ?? list.count
                list.insert(found.areas.count, at: place)
                found.append(cell: cell, area: -1 - owner, band: 0)
            }
            if found.areas[list[0]] < 0 {
                cells[cell] = -1 - found.areas[list[0]]
                continue
            }
            cells[cell] = -2 - Int32(2 * (starts.count - 1) + 1)
            order.append(contentsOf: list)
            starts.append(UInt32(truncatingIfNeeded: order.count))
        }
    }

    private static func area(_ candidate: Int32) -> Int32 { candidate < 0 ? -1 - candidate : candidate }
}
