internal import TabaqaFeatureModel

/// Which rows belong to which areas; areas are numbered in key order.
struct JoinMatches {
    enum Form {
        /// Only how many: per area, then in no area.
        case counts([Int])
        /// At most one area per row, −1 for none; rows outside the selection are ignored.
        case owners([Int32])
        /// Any number of areas per row: rows ascending, `starts[k]..<starts[k + 1]` the areas of the k-th.
        case lists(rows: [Int], starts: [Int], areas: [Int32])
    }

    var form: Form
    /// Selected rows that could be matched.
    var rows: RowMask
    /// Selected rows without a usable place.
    var unplacedRows: RowMask
    var used: Int
    var unplaced: Int
    var relation: JoinDescription.Relation
    /// Per row of `points`, metres to the matched feature; of nearest and distance.
    var distances: [Double]?
    var unmatched: [JoinDescription.Named] = []
    var ambiguous: [JoinDescription.Named] = []

    init(_ selected: SelectedRows, _ form: Form, _ relation: JoinDescription.Relation) {
        self.form = form
        self.relation = relation
        rows = selected.rows
        unplacedRows = selected.unplacedRows
        used = selected.used
        unplaced = selected.unplaced
    }

    var total: Int { used + unplaced }

    /// Calls `body` with every row and each of its areas; with −1 for a row in none, unplaced rows included.
    @inline(__always)
    func forEach(_ body: (_ row: Int, _ area: Int) -> Void) {
        switch form {
        case .counts: break
        case .owners(let owners):
            owners.withUnsafeBufferPointer { owners in
                rows.forEachRun { run in for row in run { body(row, Int(owners[row])) } }
            }
        case .lists(let listed, let starts, let areas):
            for (index, row) in listed.enumerated() {
                if starts[index] == starts[index + 1] { body(row, -1) }
                for at in starts[index]..<starts[index + 1] { body(row, Int(areas[at])) }
            }
        }
        unplacedRows.forEachRun { run in for row in run { body(row, -1) } }
    }
}
