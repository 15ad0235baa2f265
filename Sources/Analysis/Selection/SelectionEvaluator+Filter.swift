internal import TabaqaColumns
internal import TabaqaFeatureModel

extension SelectionEvaluator {
    /// Words of 64 rows without a candidate that are evaluated all the same rather than begin anew.
    private static let longestGap = 8

    static func select(
        _ filter: Filter, _ selection: Selection, _ columns: LayerColumns, _ mask: inout RowMask
    ) throws {
        let budget = selection.budget
        let node = try FilterProgram(filter, columns: columns, crs: selection.filterCRS, budget: budget).node
        let size = BlockStatistics.rowsPerBlock
        var truth = [UInt8](repeating: 0, count: size)
        var wanted = [UInt8](repeating: 1, count: size)
        for (block, start) in stride(from: 0, to: columns.count, by: size).enumerated() {
            let words = start / 64..<(min(start + size, columns.count) + 63) / 64
            for run in candidateRuns(mask, words) {
                let rows = run.lowerBound * 64..<min(run.upperBound * 64, columns.count)
                truth.withUnsafeMutableBufferPointer { truth in
                    wanted.withUnsafeMutableBufferPointer { wanted in
                        guard let truth = truth.baseAddress, let wanted = wanted.baseAddress else { return }
                        var asked = FilterBlock(rows: rows)
                        if node.cost.isHigh {
                            for (index, row) in rows.enumerated() { wanted[index] = mask[row] ? 1 : 0 }
                            asked.wanted = UnsafePointer(wanted)
                        }
                        node.run(asked, truth)
                        keep(truth, rows, &mask)
                    }
                }
                if node.cost.isHigh { try budget.check() }
            }
            if block & 15 == 15 { try budget.check() }
        }
        try budget.check()
    }

    /// Runs of words that have candidates, short gaps included.
    private static func candidateRuns(_ mask: RowMask, _ words: Range<Int>) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for word in words where mask.words[word] != 0 {
            if let last = runs.last, word - last.upperBound <= longestGap {
                runs[runs.count - 1] = last.lowerBound..<word + 1
            } else {
                runs.append(word..<word + 1)
            }
        }
        return runs
    }

    private static func keep(
        _ truth: UnsafeMutablePointer<UInt8>, _ rows: Range<Int>, _ mask: inout RowMask
    ) {
        for word in rows.lowerBound / 64..<(rows.upperBound + 63) / 64 {
            var bits: UInt64 = 0
            for bit in 0..<min(64, rows.upperBound - word * 64)
            where truth[word * 64 - rows.lowerBound + bit] == Truth.yes {
                bits |= 1 << UInt64(bit)
            }
            mask.words[word] &= bits
        }
    }
}
