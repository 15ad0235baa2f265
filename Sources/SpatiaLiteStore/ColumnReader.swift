internal import CSpatialite
internal import TabaqaFeatureModel

/// Collects one column of a statement's rows. A cell of another type than declared, which an outside program
/// may have written, counts as null.
class ColumnReader {
    func append(_ statement: OpaquePointer, _ column: Int32) {}
    /// What was collected; starts anew.
    func take() -> PropertyColumn { .integer([]) }

    static func reader(_ type: StorageDefinition.ColumnType) -> ColumnReader {
        switch type {
        case .text: TextReader()
        case .integer: IntegerReader()
        case .decimal: DecimalReader()
        case .boolean: BooleanReader()
        case .date: DateReader()
        case .instant: InstantReader()
        }
    }
}

final class TextReader: ColumnReader {
    private var values = TextColumn()

    override func append(_ statement: OpaquePointer, _ column: Int32) {
        if let bytes = cellText(statement, column) { values.append(utf8: bytes) } else { values.appendNull() }
    }

    override func take() -> PropertyColumn { .text(takeText()) }

    func takeText() -> TextColumn {
        defer {
            let count = values.count
            let bytes = values.bytes.count
            values = TextColumn()
            values.reserve(rows: count, bytes: bytes + bytes / 8)
        }
        return values
    }
}

private final class IntegerReader: ColumnReader {
    private var values: [Int64] = []

    override func append(_ statement: OpaquePointer, _ column: Int32) {
        values.append(integer(statement, column) ?? .min)
    }

    override func take() -> PropertyColumn {
        defer { values = [] }
        return .integer(values)
    }
}

private final class DecimalReader: ColumnReader {
    private var values: [Double] = []

    override func append(_ statement: OpaquePointer, _ column: Int32) {
        let type = sqlite3_column_type(statement, column)
        let isNumber = type == SQLITE_FLOAT || type == SQLITE_INTEGER
        values.append(isNumber ? sqlite3_column_double(statement, column) : .nan)
    }

    override func take() -> PropertyColumn {
        defer { values = [] }
        return .decimal(values)
    }
}

private final class BooleanReader: ColumnReader {
    private var values: [Int8] = []

    override func append(_ statement: OpaquePointer, _ column: Int32) {
        values.append(integer(statement, column).map { $0 == 0 ? 0 : 1 } ?? -1)
    }

    override func take() -> PropertyColumn {
        defer { values = [] }
        return .boolean(values)
    }
}

private final class DateReader: ColumnReader {
    private var values: [Int32] = []

    override func append(_ statement: OpaquePointer, _ column: Int32) {
        values.append(cellText(statement, column).flatMap(CellText.day).map(Int32.init) ?? .min)
    }

    override func take() -> PropertyColumn {
        defer { values = [] }
        return .date(values)
    }
}

private final class InstantReader: ColumnReader {
    private var values: [Int64] = []

    override func append(_ statement: OpaquePointer, _ column: Int32) {
        values.append(cellText(statement, column).flatMap(CellText.instant) ?? .min)
    }

    override func take() -> PropertyColumn {
        defer { values = [] }
        return .instant(values)
    }
}

private func integer(_ statement: OpaquePointer, _ column: Int32) -> Int64? {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, column)
    case SQLITE_FLOAT: return Int64(exactly: sqlite3_column_double(statement, column))
    default: return nil
    }
}

/// The cell's bytes when it is text (numbers count as their text), valid until the next step.
func cellText(_ statement: OpaquePointer, _ column: Int32) -> UnsafeBufferPointer<UInt8>? {
    let type = sqlite3_column_type(statement, column)
    guard type != SQLITE_NULL, type != SQLITE_BLOB, let bytes = sqlite3_column_text(statement, column) else {
        return nil
    }
    return UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column)))
}
