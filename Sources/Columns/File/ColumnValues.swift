public import TabaqaFeatureModel

/// One property's values of a mapped file. Nulls as in `PropertyColumn`.
public enum ColumnValues: Sendable {
    case text(MappedText)
    case integer(MappedArray<Int64>)
    case decimal(MappedArray<Double>)
    case boolean(MappedArray<Int8>)
    case date(MappedArray<Int32>)
    case instant(MappedArray<Int64>)

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

    /// The rows at `rows`, in that order.
    public func gather(_ rows: some Sequence<Int>) -> PropertyColumn { gather(Array(rows)) }

    /// The same, without the cost of what is not known of a sequence.
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

    /// The row's value as a number; NaN when null or not a number.
    public func number(_ row: Int) -> Double {
        switch self {
        case .integer(let values): values[row] == .min ? .nan : Double(values[row])
        case .decimal(let values): values[row]
        default: .nan
        }
    }
}
