internal import TabaqaFeatureModel

/// What one state of a layer's rows has beyond its column file.
struct LiveRows: Sendable {
    /// The file the rows began as.
    let base: LayerColumns
    /// Where the file's rows and those appended lie.
    let space: LiveSpace
    /// One bit per row that was deleted or replaced.
    var dead: [UInt64]
    var deadCount = 0
    /// Living appended rows, by id.
    var tail: [UInt32] = []
    /// Dictionaries by column, grown since.
    var entries: [UInt16: TextColumn] = [:]
    /// Bytes used by columns of plain text.
    var textLengths: [UInt16: Int] = [:]

    func isAlive(_ row: Int) -> Bool { dead[row >> 6] >> UInt64(row & 63) & 1 == 0 }

    /// False when the row was dead already.
    mutating func kill(_ row: Int) -> Bool {
        guard isAlive(row) else { return false }
        dead[row >> 6] |= 1 << UInt64(row & 63)
        deadCount += 1
        return true
    }
}
