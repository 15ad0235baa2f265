internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The rows of a selection that a tile shows.
struct TileRows {
    /// Ascending.
    var rows: [UInt32] = []
    /// Rows that lie in the tile, by a place that is suspect.
    var suspect = 0

    /// Which rows may take part at all.
    struct Admission {
        let blocks: [BlockStatistics]
        let flags: MappedArray<UInt32>
        let includesFlagged: Bool
        /// A bit per row that is no longer one of the layer.
        let dead: [UInt64]?
        /// Nil: every row of usable place.
        let selected: SelectedRows?

        init(_ columns: LayerColumns, _ selection: Selection) throws {
            blocks = columns.blocks
            flags = try columns.flags()
            includesFlagged = selection.includesFlagged
            dead = columns.deadRows
            selected = try SelectionMasks.rows(selection, columns)
        }

        /// Whether all of `rows`, which lie in one block and start at a multiple of 64, take part.
        func admitsAll(_ rows: Range<Int>) -> Bool {
            guard selected == nil else { return false }
            if let dead, !dead[rows.lowerBound / 64..<(rows.upperBound + 63) / 64].allSatisfy({ $0 == 0 }) {
                return false
            }
            return includesFlagged
                || blocks[rows.lowerBound / BlockStatistics.rowsPerBlock].flags
                    .isDisjoint(with: .suspectPlace)
        }

        @inline(__always)
        func isAlive(_ row: Int) -> Bool {
            dead.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 0 } ?? true
        }
    }

    @inline(__always)
    mutating func take(_ row: Int, _ admission: Admission) {
        guard admission.isAlive(row) else { return }
        if let selected = admission.selected {
            if selected.rows[row] {
                rows.append(UInt32(truncatingIfNeeded: row))
            } else if selected.unplacedRows[row] {
                suspect += 1
            }
        } else if admission.includesFlagged
            || admission.flags[row] & FeatureFlags.suspectPlace.rawValue == 0
        {
            rows.append(UInt32(truncatingIfNeeded: row))
        } else {
            suspect += 1
        }
    }

    /// Points in the tile; each place lies in exactly one tile of a zoom.
    init(points columns: LayerColumns, in address: TileAddress, admission: Admission) throws {
        let placed = try PlacedRows.of(columns)
        let window = WorldBox(address)
        let holdsCorner = window.contains(0, 0)
        placed.x.withBuffer { x in
            placed.y.withBuffer { y in
                for (index, box) in placed.boxes.enumerated() where window.intersects(box) {
                    let start = index * PlacedRows.rowsPerBox
                    let end = min(start + PlacedRows.rowsPerBox, x.count)
                    if !holdsCorner, window.contains(box), admission.admitsAll(start..<end) {
                        rows.append(
                            contentsOf: UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: end))
                        continue
                    }
                    for row in start..<end
                    where window.contains(x[row], y[row]) && (x[row] != 0 || y[row] != 0) {
                        take(row, admission)
                    }
                }
            }
        }
    }

    /// Lines and areas whose box meets the tile's.
    init(shapes placed: PlacedShapes, in window: WorldBox, admission: Admission) {
        for (index, box) in placed.blockBoxes.enumerated() where window.intersects(box) {
            let start = index * PlacedShapes.rowsPerBox
            for row in start..<min(start + PlacedShapes.rowsPerBox, placed.boxes.count)
            where window.intersects(placed.boxes[row]) {
                take(row, admission)
            }
        }
    }

    /// Leaves out rows until `limit` are left, evenly along the curve and so evenly in the plane.
    ///
    /// - Returns: how many.
    mutating func thin(to limit: Int) -> Int {
        let total = rows.count
        guard total > limit else { return 0 }
        var kept: [UInt32] = []
        kept.reserveCapacity(limit)
        for index in 0..<total where (index + 1) * limit / total > index * limit / total {
            kept.append(rows[index])
        }
        rows = kept
        return total - kept.count
    }
}
