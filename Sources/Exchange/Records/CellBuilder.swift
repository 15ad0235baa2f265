internal import Glibc
internal import TabaqaFeatureModel

/// Gathers rows of cells that all lie in one buffer, for columns that appear as they are met.
///
/// A value, not an object: it is handed into the parser and back, so that no access needs a check.
struct CellBuilder {
    private struct Cells {
        var starts: [Int] = []
        var lengths: [Int32] = []
        /// The last row written, counted over all batches.
        var lastRow = -1
    }

    private(set) var names: [String] = []
    private var nameBytes: [[UInt8]] = []
    private var index: [String: Int] = [:]
    private var columns: [Cells] = []
    private var ids = Cells()
    private var hasIDs = false
    /// Columns of the current row whose text still has escapes; −1 is the id.
    private var escaped: [Int] = []
    private var touched: [Int] = []
    /// Rows of this batch.
    private(set) var count = 0
    /// Rows of all batches before.
    private(set) var before = 0

    /// The column called `name`, made when it is new. `hint` is where it is likely to be.
    @inline(__always)
    mutating func column(_ name: UnsafeBufferPointer<UInt8>, hint: Int) -> Int {
        if hint < nameBytes.count, nameBytes[hint].count == name.count {
            let isSame = nameBytes[hint].withUnsafeBufferPointer { known in
                guard let known = known.baseAddress, let name = name.baseAddress else { return true }
                return memcmp(known, name, nameBytes[hint].count) == 0
            }
            if isSame { return hint }
        }
        return column(named: String(decoding: name, as: UTF8.self))
    }

    mutating func column(named name: String) -> Int {
        if let known = index[name] { return known }
        let number = names.count
        names.append(name)
        nameBytes.append(Array(name.utf8))
        index[name] = number
        columns.append(
            Cells(starts: Array(repeating: 0, count: count), lengths: Array(repeating: -1, count: count)))
        return number
    }

    /// Puts the bytes at `start` into `column` of the current row.
    ///
    /// - Returns: false when the row has that column already.
    @inline(__always)
    mutating func put(_ column: Int, start: Int, length: Int, isEscaped: Bool = false) -> Bool {
        guard columns[column].lastRow != before + count else { return false }
        columns[column].lastRow = before + count
        columns[column].starts.append(start)
        columns[column].lengths.append(Int32(clamping: length))
        touched.append(column)
        if isEscaped { escaped.append(column) }
        return true
    }

    mutating func putID(start: Int, length: Int, isEscaped: Bool) {
        if !hasIDs {
            hasIDs = true
            ids = Cells(
                starts: Array(repeating: 0, count: count), lengths: Array(repeating: -1, count: count))
        }
        ids.starts.append(start)
        ids.lengths.append(Int32(clamping: length))
        if isEscaped { escaped.append(-1) }
    }

    /// Ends the row, replacing escapes in place at `base`.
    @inline(__always)
    mutating func endRow(_ base: UnsafeMutablePointer<UInt8>) {
        for column in escaped { unescape(column, base) }
        escaped.removeAll(keepingCapacity: true)
        if touched.count < columns.count {
            for column in columns.indices where columns[column].lengths.count == count {
                columns[column].starts.append(0)
                columns[column].lengths.append(-1)
            }
        }
        touched.removeAll(keepingCapacity: true)
        count += 1
        if hasIDs, ids.lengths.count < count {
            ids.starts.append(0)
            ids.lengths.append(-1)
        }
    }

    /// Forgets what was put into the row not yet ended.
    mutating func discardRow() {
        for column in touched {
            columns[column].starts.removeLast()
            columns[column].lengths.removeLast()
            columns[column].lastRow = -1
        }
        touched.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        if hasIDs, ids.lengths.count > count {
            ids.starts.removeLast()
            ids.lengths.removeLast()
        }
    }

    /// The rows so far as a batch over `bytes`, and a fresh start.
    mutating func finish(_ bytes: [UInt8], geometry: GeometryColumn?) -> RecordBatch {
        let batch = RecordBatch(
            rows: Array(before + 1..<before + 1 + count), names: names,
            cells: columns.map { TextColumn(bytes: bytes, starts: $0.starts, lengths: $0.lengths) },
            geometry: geometry,
            ids: hasIDs ? TextColumn(bytes: bytes, starts: ids.starts, lengths: ids.lengths) : nil)
        for column in columns.indices {
            columns[column].starts.removeAll(keepingCapacity: true)
            columns[column].lengths.removeAll(keepingCapacity: true)
        }
        ids.starts.removeAll(keepingCapacity: true)
        ids.lengths.removeAll(keepingCapacity: true)
        before += count
        count = 0
        return batch
    }

    private mutating func unescape(_ column: Int, _ base: UnsafeMutablePointer<UInt8>) {
        if column < 0 {
            guard let start = ids.starts.last, let length = ids.lengths.last else { return }
            ids.lengths[count] = Int32(JSONScanner.unescape(base, start, Int(length)))
        } else {
            let start = columns[column].starts[count]
            let length = Int(columns[column].lengths[count])
            columns[column].lengths[count] = Int32(JSONScanner.unescape(base, start, length))
        }
    }
}
