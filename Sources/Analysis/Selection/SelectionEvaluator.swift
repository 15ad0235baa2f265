public import TabaqaColumns
public import TabaqaFeatureModel

/// Finds the rows of a layer that satisfy a selection.
public enum SelectionEvaluator {
    /// - Parameter needsPlace: whether rows without a usable place are left out (density, joins in space) or
    ///   take part all the same (joins by attribute, tables). A row with a suspect place counts as left out
    ///   wherever the extent lies, for nobody knows where it belongs.
    /// - Throws: `property.unknown`, `filter.malformed`, `geometry.invalid`, `option.invalid` when the layer has
    ///   no time to select by, `crs.transform`, `columns.damaged`; `filter.too-expensive` when the selection's
    ///   budget is spent.
    public static func evaluate(
        _ selection: Selection, columns: LayerColumns, needsPlace: Bool = true
    ) throws -> SelectedRows {
        try selection.budget.check()
        let needsPlace = needsPlace && columns.layer.geometry != .none
        var mask = candidates(columns)
        var accounts = Accounts()
        // What restricts most at the least cost comes first: the filter is asked only where rows are left.
        if needsPlace, let extents = selection.extentParts {
            try select(extents, selection, columns, &mask)
        }
        try selectTimes(selection, columns, &mask, &accounts)
        if let filter = selection.filter { try select(filter, selection, columns, &mask) }
        var unplaced = RowMask(count: columns.count, all: false)
        if needsPlace { try removeUnplaced(selection, columns, &mask, &unplaced, &accounts) }
        return SelectedRows(
            rows: mask, used: mask.population, unplacedRows: unplaced,
            unplaced: accounts.placeless + accounts.suspect, leftOut: accounts.list)
    }

    /// The rows there are: of a layer kept open not all below `count`.
    private static func candidates(_ columns: LayerColumns) -> RowMask {
        RowMask(aliveIn: columns)
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
