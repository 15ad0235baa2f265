/// Rows of a file that some may not see.
struct HiddenRows: Sendable {
    let base: LayerColumns
    /// A bit per row.
    var rows: [UInt64]
    var count: Int

    func isAlive(_ row: Int) -> Bool { rows[row >> 6] >> UInt64(row & 63) & 1 == 0 }
}
