internal import TabaqaColumns
internal import TabaqaFeatureModel

extension SelectionEvaluator {
    /// Leaves the rows in one of the boxes, and those of which nobody knows where they are.
    static func select(
        _ boxes: [Extent], _ selection: Selection, _ columns: LayerColumns, _ mask: inout RowMask
    ) throws {
        let crs = selection.extentCRS
        let extents = try blockExtents(columns, in: crs)
        let suspect = selection.includesFlagged ? FeatureFlags() : .suspectPlace
        let flags = try columns.flags()
        try PlanePlaces.of(columns, in: crs).withBuffers { x, y in
            for (index, block) in columns.blocks.enumerated() {
                let start = index * BlockStatistics.rowsPerBlock
                let end = min(start + BlockStatistics.rowsPerBlock, columns.count)
                let extent = extents[index]
                let isOdd = block.placeless > 0 || !block.flags.isDisjoint(with: suspect)
                if boxes.contains(where: { contains($0, extent) }) { continue }
                let near = boxes.filter { $0.intersects(extent) }
                for word in start / 64..<(end + 63) / 64 where mask.words[word] != 0 {
                    var bits: UInt64 = 0
                    if !near.isEmpty || isOdd {
                        for row in word * 64..<min(word * 64 + 64, end)
                        where near.contains(where: { $0.contains(x: x[row], y: y[row]) })
                            || isOdd && (x[row].isNaN || flags[row] & suspect.rawValue != 0)
                        {
                            bits |= 1 << UInt64(row & 63)
                        }
                    }
                    mask.words[word] &= bits
                }
            }
        }
    }

    private static func contains(_ box: Extent, _ extent: Extent) -> Bool {
        !extent.isEmpty && box.contains(x: extent.minX, y: extent.minY)
            && box.contains(x: extent.maxX, y: extent.maxY)
    }

    /// Of every block's places, in `crs`; a place that cannot be transformed is in none.
    private static func blockExtents(_ columns: LayerColumns, in crs: CRS) throws -> [Extent] {
        if crs == columns.layer.crs { return columns.blocks.map(\.extent) }
        return try columns.derived("block extents in \(crs.definition)") {
            try PlanePlaces.of(columns, in: crs).withBuffers { x, y in
                columns.blocks.indices.map { index in
                    let start = index * BlockStatistics.rowsPerBlock
                    var extent = Extent.empty
                    for row in start..<min(start + BlockStatistics.rowsPerBlock, columns.count)
                    where !x[row].isNaN {
                        extent.include(x: x[row], y: y[row])
                    }
                    return extent
                }
            }
        }
    }
}
