/// Rows that lie together, at most `BlockStatistics.rowsPerBlock`, for which a condition is asked.
struct FilterBlock {
    let rows: Range<Int>
    /// One byte a row: 0 where the answer does not matter; nil: all matter.
    var wanted: UnsafePointer<UInt8>?

    @inline(__always)
    func wants(_ index: Int) -> Bool { wanted.map { $0[index] != 0 } ?? true }
}

/// A condition made ready: writes a truth value for every row of a block.
struct FilterNode {
    typealias Run = (_ block: FilterBlock, _ truth: UnsafeMutablePointer<UInt8>) -> Void

    /// What one row costs, roughly.
    enum Cost: Int, Comparable {
        case constant, number, text, row, geometry

        static func < (left: Cost, right: Cost) -> Bool { left.rawValue < right.rawValue }

        /// Whether finding out which rows still matter is cheaper than asking all.
        var isHigh: Bool { self >= .text }
    }

    var cost: Cost
    var run: Run

    init(_ cost: Cost, _ run: @escaping Run) {
        self.cost = cost
        self.run = run
    }

    static func constant(_ truth: UInt8) -> FilterNode {
        FilterNode(.constant) { block, truths in truths.update(repeating: truth, count: block.rows.count) }
    }

    static func constant(_ holds: Bool?) -> FilterNode {
        constant(holds.map(Truth.of) ?? Truth.unknown)
    }

    /// Asks `test` row by row, of the rows that matter; nil is unknown.
    static func rows(_ cost: Cost, _ test: @escaping (_ row: Int) -> Bool?) -> FilterNode {
        FilterNode(cost) { block, truth in
            for (index, row) in block.rows.enumerated() {
                truth[index] = block.wants(index) ? test(row).map(Truth.of) ?? Truth.unknown : Truth.unknown
            }
        }
    }
}
