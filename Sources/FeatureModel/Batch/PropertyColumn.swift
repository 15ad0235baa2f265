/// One property's values for many rows.
public enum PropertyColumn: Sendable, Equatable {
    /// Strings, codes (as the code, not the label) and attachment names.
    case text(TextColumn)
    /// Null is `Int64.min`.
    case integer([Int64])
    /// Null is NaN.
    case decimal([Double])
    /// 0, 1; null is −1.
    case boolean([Int8])
    /// Days since 1970-01-01; null is `Int32.min`.
    case date([Int32])
    /// Milliseconds since 1970-01-01T00:00Z; null is `Int64.min`.
    case instant([Int64])

    public static func == (left: PropertyColumn, right: PropertyColumn) -> Bool {
        left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
    }

    /// An empty column fit for `type`.
    public init(emptyFor type: PropertyType) {
        self =
            switch type {
            case .string, .code, .photo, .audio, .video, .file, .records: .text(TextColumn())
            case .integer: .integer([])
            case .decimal: .decimal([])
            case .boolean: .boolean([])
            case .date: .date([])
            case .dateTime: .instant([])
            }
    }

    public var count: Int {
        switch self {
        case .text(let column): column.count
        case .integer(let values), .instant(let values): values.count
        case .decimal(let values): values.count
        case .boolean(let values): values.count
        case .date(let values): values.count
        }
    }

    public subscript(row: Int) -> PropertyValue {
        switch self {
        case .text(let column): column[row].map(PropertyValue.text) ?? .null
        case .integer(let values): values[row] == .min ? .null : .integer(values[row])
        case .decimal(let values): values[row].isNaN ? .null : .decimal(values[row])
        case .boolean(let values): values[row] < 0 ? .null : .boolean(values[row] == 1)
        case .date(let values): values[row] == .min ? .null : .date(values[row])
        case .instant(let values): values[row] == .min ? .null : .instant(values[row])
        }
    }

    /// Appends `value`; a value of another kind counts as null.
    public mutating func append(_ value: PropertyValue) {
        switch self {
        case .text(var column):
            self = .integer([])
            if case .text(let text) = value { column.append(text) } else { column.appendNull() }
            self = .text(column)
        case .integer(var values):
            self = .integer([])
            if case .integer(let number) = value { values.append(number) } else { values.append(.min) }
            self = .integer(values)
        case .decimal(var values):
            self = .integer([])
            values.append(value.number ?? .nan)
            self = .decimal(values)
        case .boolean(var values):
            self = .integer([])
            if case .boolean(let truth) = value { values.append(truth ? 1 : 0) } else { values.append(-1) }
            self = .boolean(values)
        case .date(var values):
            self = .integer([])
            if case .date(let days) = value { values.append(days) } else { values.append(.min) }
            self = .date(values)
        case .instant(var values):
            self = .integer([])
            if case .instant(let instant) = value { values.append(instant) } else { values.append(.min) }
            self = .instant(values)
        }
    }

    /// The rows at `rows`, in that order.
    public func gather(_ rows: [Int]) -> PropertyColumn {
        switch self {
        case .text(let column): .text(column.gather(rows))
        case .integer(let values): .integer(rows.map { values[$0] })
        case .decimal(let values): .decimal(rows.map { values[$0] })
        case .boolean(let values): .boolean(rows.map { values[$0] })
        case .date(let values): .date(rows.map { values[$0] })
        case .instant(let values): .instant(rows.map { values[$0] })
        }
    }
}
