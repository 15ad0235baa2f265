internal import TabaqaFeatureModel

extension AreaIndex {
    /// Calls `body` with runs of rows and the area that owns them, −1 for none; every row comes once,
    /// dead ones too (`LayerColumns.isAlive`): callers take them off. A cell of the curve inside one area is one
    /// run, found by two searches among the keys.
    ///
    /// - Parameter columns: a layer in the areas' CRS.
    /// - Throws: `columns.damaged`.
    package func forEachOwner(of columns: LayerColumns, _ body: (Range<Int>, Int32) -> Void) throws {
        let places = try columns.places()
        let walk = CurveWalk(
            index: self, columns: columns, keys: try columns.curveKeys(), x: places.x, y: places.y)
        walk.run(body)
        for row in columns.regularCount..<columns.count {
            body(row..<row + 1, owner(x: places.x[row], y: places.y[row]))
        }
    }

    /// The tree's node for the cell of `size` whose corner is given: nil when the cell is larger than the tree
    /// or lies across its lattice.
    fileprivate func node(minX: Double, minY: Double, size: Double) -> (code: Int32, shift: Int)? {
        guard size <= square.side else { return nil }
        let depth = Int(square.side.exponent - size.exponent)
        let column = (minX - square.minX) / size
        let row = (minY - square.minY) / size
        guard column.rounded() == column, row.rounded() == row else { return nil }
        let side = square.side / size
        guard column >= 0, row >= 0, column < side, row < side, side < 0x1p60 else {
            return (Self.none, level)
        }
        let (east, north) = (Int(column), Int(row))
        var code = root
        for level in 0..<min(depth, level) {
            let number = -2 - Int(code)
            guard number >= 0, number & 1 == 0 else { return (code, self.level - level) }
            let shift = depth - 1 - level
            code = nodes.buffer[2 * number + (east >> shift) & 1 + ((north >> shift) & 1) * 2]
        }
        return (code, max(0, level - depth))
    }
}

/// Descends the curve of a layer and the tree of an index together.
private struct CurveWalk {
    let index: AreaIndex
    let square: CurveSquare
    let keys: MappedArray<UInt32>
    let x: MappedArray<Double>
    let y: MappedArray<Double>
    /// By orientation and digit: which quadrant it is and how the curve lies inside.
    let quadrants: [(east: Int, north: Int, inside: HilbertCurve.Orientation)]

    /// A cell of the curve and its rows.
    struct Cell {
        var depth: Int
        var column: Int
        var row: Int
        var orientation: HilbertCurve.Orientation
        var rows: Range<Int>
        var key: UInt64
    }

    /// So few rows are asked one by one.
    static let fewRows = 6

    init(
        index: AreaIndex, columns: LayerColumns, keys: MappedArray<UInt32>, x: MappedArray<Double>,
        y: MappedArray<Double>
    ) {
        self.index = index
        square = columns.square
        (self.keys, self.x, self.y) = (keys, x, y)
        var quadrants = [(east: Int, north: Int, inside: HilbertCurve.Orientation)](
            repeating: (0, 0, .root), count: 16)
        for orientation in 0..<4 {
            for corner in 0..<4 {
                let (digit, inside) = HilbertCurve.Orientation(rawValue: UInt8(orientation))
                    .quadrant(east: corner & 1, north: corner >> 1)
                quadrants[orientation << 2 + digit] = (corner & 1, corner >> 1, inside)
            }
        }
        self.quadrants = quadrants
    }

    func run(_ body: (Range<Int>, Int32) -> Void) {
        let rows = 0..<keys.count
        guard square.side.isNormal, square.side.significand == 1 else { return ask(rows, index.root, body) }
        search(Cell(depth: 0, column: 0, row: 0, orientation: .root, rows: rows, key: 0), body)
    }

    /// Descends until the cell is one of the tree's.
    private func search(_ cell: Cell, _ body: (Range<Int>, Int32) -> Void) {
        guard !cell.rows.isEmpty else { return }
        let size = square.side / Double(1 << cell.depth)
        let node = index.node(
            minX: square.minX + Double(cell.column) * size, minY: square.minY + Double(cell.row) * size,
            size: size)
        if let node { return visit(cell, node.code, node.shift, body) }
        guard cell.depth < HilbertCurve.levels else { return ask(cell.rows, index.root, body) }
        forEachQuadrant(of: cell) { _, quadrant in search(quadrant, body) }
    }

    private func visit(_ cell: Cell, _ code: Int32, _ shift: Int, _ body: (Range<Int>, Int32) -> Void) {
        if code >= AreaIndex.none { return body(cell.rows, code) }
        let number = -2 - Int(code)
        guard number & 1 == 0, shift > 0, cell.depth < HilbertCurve.levels, cell.rows.count > Self.fewRows
        else {
            return ask(cell.rows, code, body)
        }
        forEachQuadrant(of: cell) { corner, quadrant in
            visit(quadrant, index.nodes.buffer[2 * number + corner], shift - 1, body)
        }
    }

    /// Asks row by row: a mixed leaf's own list, else the whole tree. A place beside a cell's edge may count
    /// to either cell by rounding, and the tree below one cell knows nothing of the other.
    private func ask(_ rows: Range<Int>, _ code: Int32, _ body: (Range<Int>, Int32) -> Void) {
        let number = -2 - Int(code)
        let list = number >= 0 && number & 1 == 1 ? number >> 1 : nil
        for row in rows {
            let (x, y) = (x.buffer[row], y.buffer[row])
            body(row..<row + 1, list.map { index.owner(x: x, y: y, list: $0) } ?? index.owner(x: x, y: y))
        }
    }

    @inline(__always)
    private func forEachQuadrant(of cell: Cell, _ body: (_ corner: Int, Cell) -> Void) {
        let span = UInt64(1) << UInt64(2 * (HilbertCurve.levels - cell.depth - 1))
        var start = cell.rows.lowerBound
        for digit in 0..<4 {
            let end =
                digit == 3
                ? cell.rows.upperBound
                : lowerBound(start..<cell.rows.upperBound, cell.key + span * UInt64(digit + 1))
            if start < end {
                let quadrant = quadrants[Int(cell.orientation.rawValue) << 2 + digit]
                body(
                    quadrant.east + 2 * quadrant.north,
                    Cell(
                        depth: cell.depth + 1, column: 2 * cell.column + quadrant.east,
                        row: 2 * cell.row + quadrant.north, orientation: quadrant.inside, rows: start..<end,
                        key: cell.key + span * UInt64(digit)))
            }
            start = end
        }
    }

    private func lowerBound(_ rows: Range<Int>, _ key: UInt64) -> Int {
        var low = rows.lowerBound
        var high = rows.upperBound
        while low < high {
            let middle = (low + high) / 2
            if UInt64(keys.buffer[middle]) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
