public import TabaqaColumns
public import TabaqaFeatureModel

/// Finds the rows of a layer that satisfy a selection.
public enum SelectionEvaluator {
    /// - Parameter needsPlace: whether rows without a usable place are left out (density, joins in space) or
    ///   take part all the same (joins by attribute, tables). A row with a suspect place counts as left out
    ///   wherever the extent lies, for nobody knows where it belongs.
    /// - Throws: `property.unknown`, `filter.malformed`, `option.invalid` when the layer has no time to
    ///   select by, `crs.transform`, `columns.damaged`.
    public static func evaluate(
        _ selection: Selection, columns: LayerColumns, needsPlace: Bool = true
    ) throws -> SelectedRows {
        var mask = RowMask(aliveIn: columns)
        var accounts = Accounts()
        try selectTimes(selection, columns, &mask, &accounts)
        if let filter = selection.filter { try select(filter, columns, &mask) }
        guard needsPlace, columns.layer.geometry != .none else {
            return SelectedRows(
                rows: mask, used: mask.population, unplacedRows: RowMask(count: columns.count, all: false),
                unplaced: 0, leftOut: accounts.list)
        }
        var unplaced = RowMask(count: columns.count, all: false)
        try removeUnplaced(selection, columns, &mask, &unplaced, &accounts)
        if let extent = selection.extent { try select(extent, selection.extentCRS, columns, &mask) }
        return SelectedRows(
            rows: mask, used: mask.population, unplacedRows: unplaced,
            unplaced: accounts.placeless + accounts.suspect, leftOut: accounts.list)
    }

    struct Accounts {
        var placeless = 0
        var suspect = 0
        var timeless = 0
        var hourless = 0

        var list: [DensityDescription.LeftOut] {
            [
                ("suspect place", suspect), ("no place", placeless), ("no time", timeless),
                ("no time of day", hourless),
            ].filter { $0.1 > 0 }.map { DensityDescription.LeftOut(reason: $0.0, count: $0.1) }
        }
    }

    private static func select(_ filter: Filter, _ columns: LayerColumns, _ mask: inout RowMask) throws {
        let program = try FilterProgram(filter, columns: columns)
        var truth = [UInt8](repeating: 0, count: BlockStatistics.rowsPerBlock)
        for start in stride(from: 0, to: columns.count, by: BlockStatistics.rowsPerBlock) {
            let rows = start..<min(start + BlockStatistics.rowsPerBlock, columns.count)
            guard mask.words[start / 64..<(rows.upperBound + 63) / 64].contains(where: { $0 != 0 }) else {
                continue
            }
            truth.withUnsafeMutableBufferPointer { truth in
                guard let base = truth.baseAddress else { return }
                program.node(rows, base)
                for word in start / 64..<(rows.upperBound + 63) / 64 {
                    var bits: UInt64 = 0
                    for bit in 0..<min(64, rows.upperBound - word * 64)
                    where base[word * 64 - start + bit] == Truth.yes {
                        bits |= 1 << UInt64(bit)
                    }
                    mask.words[word] &= bits
                }
            }
        }
    }

    private static func select(
        _ extent: Extent, _ crs: CRS, _ columns: LayerColumns, _ mask: inout RowMask
    ) throws {
        let isOwn = crs == columns.layer.crs
        let places = try PlanePlaces.of(columns, in: crs)
        places.withBuffers { x, y in
            for (index, block) in columns.blocks.enumerated() {
                let start = index * BlockStatistics.rowsPerBlock
                let rows = start..<min(start + BlockStatistics.rowsPerBlock, columns.count)
                if isOwn, block.placeless == 0, extent.contains(x: block.extent.minX, y: block.extent.minY),
                    extent.contains(x: block.extent.maxX, y: block.extent.maxY)
                {
                    continue
                }
                if isOwn, !extent.intersects(block.extent) {
                    for word in start / 64..<(rows.upperBound + 63) / 64 { mask.words[word] = 0 }
                    continue
                }
                for word in start / 64..<(rows.upperBound + 63) / 64 {
                    var bits: UInt64 = 0
                    for row in word * 64..<min(word * 64 + 64, rows.upperBound)
                    where extent.contains(x: x[row], y: y[row]) {
                        bits |= 1 << UInt64(row & 63)
                    }
                    mask.words[word] &= bits
                }
            }
        }
    }

    private static func removeUnplaced(
        _ selection: Selection, _ columns: LayerColumns, _ mask: inout RowMask, _ unplaced: inout RowMask,
        _ accounts: inout Accounts
    ) throws {
        let suspect = FeatureFlags.suspectPlace
        guard columns.blocks.contains(where: { $0.placeless > 0 || !$0.flags.isDisjoint(with: suspect) })
        else {
            return
        }
        let flags = try columns.flags()
        let x = try columns.places().x
        for (index, block) in columns.blocks.enumerated() {
            guard block.placeless > 0 || !block.flags.isDisjoint(with: suspect) else { continue }
            let start = index * BlockStatistics.rowsPerBlock
            for row in start..<min(start + BlockStatistics.rowsPerBlock, columns.count) where mask[row] {
                if x[row].isNaN {
                    accounts.placeless += 1
                    mask[row] = false
                    unplaced[row] = true
                } else if flags[row] & suspect.rawValue != 0, !selection.includesFlagged {
                    accounts.suspect += 1
                    mask[row] = false
                    unplaced[row] = true
                }
            }
        }
    }
}
