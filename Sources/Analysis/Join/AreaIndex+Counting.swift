internal import Dispatch
internal import TabaqaColumns
internal import TabaqaFeatureModel

extension AreaIndex {
    /// Rows per area over all rows of a layer whose curve fills this index's square; the last count is of
    /// rows in no area. A cell of the curve inside one area is counted by subtracting two positions.
    func counts(of columns: LayerColumns, _ pyramid: AreaPyramid) throws -> [Int] {
        let keys = try columns.curveKeys()
        let places = try columns.places()
        var counts = [Int](repeating: 0, count: rings.count + 1)
        keys.withUnsafeBufferPointer { keys in
            places.x.withUnsafeBufferPointer { x in
                places.y.withUnsafeBufferPointer { y in
                    pyramid.count(keys, x, y, &counts)
                    for row in columns.regularCount..<columns.count {
                        let area = owner(x: x[row], y: y[row])
                        counts[area < 0 ? rings.count : Int(area)] += 1
                    }
                }
            }
        }
        return counts
    }

    /// The owner of every row of `mask`, −1 for none; other rows −1.
    func owners(_ mask: RowMask, _ places: PlanePlaces) -> [Int32] {
        var owners = [Int32](repeating: -1, count: mask.count)
        let chunk = 65_536
        owners.withUnsafeMutableBufferPointer { owners in
            places.withBuffers { x, y in
                nonisolated(unsafe) let owners = owners
                nonisolated(unsafe) let x = x
                nonisolated(unsafe) let y = y
                DispatchQueue.concurrentPerform(iterations: (mask.count + chunk - 1) / chunk) { part in
                    let rows = part * chunk..<min((part + 1) * chunk, mask.count)
                    mask.forEachRun(in: rows) { run in
                        for row in run { owners[row] = owner(x: x[row], y: y[row]) }
                    }
                }
            }
        }
        return owners
    }
}

/// The index's cells merged four by four, for counting along the curve.
struct AreaPyramid: Sendable {
    private let index: AreaIndex
    /// Per level from the root: owner of each cell, −1 none, −2 mixed; row-major.
    private let levels: [[Int32]]
    /// By orientation and digit: which quadrant it is and how the curve lies inside.
    private let quadrants: [(east: Int, north: Int, inside: HilbertCurve.Orientation)]

    init(_ index: AreaIndex) {
        self.index = index
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
        var levels = [index.cells]
        var side = 1 << index.level
        while side > 1 {
            let below = levels[0]
            let half = side / 2
            var merged = [Int32](repeating: -1, count: half * half)
            for row in 0..<half {
                for column in 0..<half {
                    let first = below[2 * row * side + 2 * column]
                    let isPure =
                        first >= -1 && below[2 * row * side + 2 * column + 1] == first
                        && below[(2 * row + 1) * side + 2 * column] == first
                        && below[(2 * row + 1) * side + 2 * column + 1] == first
                    merged[row * half + column] = isPure ? first : -2
                }
            }
            levels.insert(merged, at: 0)
            side = half
        }
        self.levels = levels
    }

    func count(
        _ keys: UnsafeBufferPointer<UInt32>, _ x: UnsafeBufferPointer<Double>,
        _ y: UnsafeBufferPointer<Double>,
        _ counts: inout [Int]
    ) {
        counts.withUnsafeMutableBufferPointer { counts in
            visit(0, 0, 0, .root, 0..<keys.count, 0, keys, x, y, counts)
        }
    }

    private func visit(
        _ level: Int, _ column: Int, _ row: Int, _ orientation: HilbertCurve.Orientation, _ rows: Range<Int>,
        _ key: UInt64, _ keys: UnsafeBufferPointer<UInt32>, _ x: UnsafeBufferPointer<Double>,
        _ y: UnsafeBufferPointer<Double>, _ counts: UnsafeMutableBufferPointer<Int>
    ) {
        guard !rows.isEmpty else { return }
        let code = levels[level][row << level + column]
        if code >= -1 {
            counts[code < 0 ? index.rings.count : Int(code)] += rows.count
            return
        }
        if level == index.level {
            for at in rows {
                let area = index.owner(x: x[at], y: y[at], row: row, list: -2 - Int(code))
                counts[area < 0 ? index.rings.count : Int(area)] += 1
            }
            return
        }
        let span = UInt64(1) << UInt64(2 * (HilbertCurve.levels - level - 1))
        var start = rows.lowerBound
        for digit in 0..<4 {
            let next = key + span * UInt64(digit + 1)
            let end = digit == 3 ? rows.upperBound : Self.lowerBound(keys, start..<rows.upperBound, next)
            let quadrant = quadrants[Int(orientation.rawValue) << 2 + digit]
            visit(
                level + 1, 2 * column + quadrant.east, 2 * row + quadrant.north, quadrant.inside, start..<end,
                key + span * UInt64(digit), keys, x, y, counts)
            start = end
        }
    }

    private static func lowerBound(_ keys: UnsafeBufferPointer<UInt32>, _ rows: Range<Int>, _ key: UInt64)
        -> Int
    {
        var low = rows.lowerBound
        var high = rows.upperBound
        while low < high {
            let middle = (low + high) / 2
            if UInt64(keys[middle]) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
