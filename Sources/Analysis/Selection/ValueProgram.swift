internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A value made ready for one layer. Numbers are worked out block by block.
enum ValueProgram {
    typealias Fill<Value> = (_ rows: Range<Int>, _ values: UnsafeMutablePointer<Value>) -> Void

    enum Whole {
        case integer, boolean, date, instant
    }

    case constant(PropertyValue)
    /// Null is `.min`.
    case whole(Whole, Fill<Int64>)
    /// Null is NaN.
    case number(Fill<Double>)
    case text(FoldedText)

    /// The numbers of a number; nil for every other kind.
    var numbers: Fill<Double>? {
        switch self {
        case .number(let fill): return fill
        case .whole(.integer, let fill):
            return { rows, values in
                withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count) { wholes in
                    guard let base = wholes.baseAddress else { return }
                    fill(rows, base)
                    for index in 0..<rows.count {
                        values[index] = base[index] == .min ? .nan : Double(base[index])
                    }
                }
            }
        case .constant(let value):
            guard value.isNull || value.number != nil else { return nil }
            let number = value.number ?? .nan
            return { rows, values in values.update(repeating: number, count: rows.count) }
        default: return nil
        }
    }

    /// The value at one row.
    func value(at row: Int) -> PropertyValue {
        switch self {
        case .constant(let value): return value
        case .text(let text): return text[row].map(PropertyValue.text) ?? .null
        case .number(let fill):
            var number = Double.nan
            fill(row..<row + 1, &number)
            return number.isNaN ? .null : .decimal(number)
        case .whole(let kind, let fill):
            var whole = Int64.min
            fill(row..<row + 1, &whole)
            guard whole != .min else { return .null }
            return switch kind {
            case .integer: .integer(whole)
            case .boolean: .boolean(whole == 1)
            case .date: .date(Int32(clamping: whole))
            case .instant: .instant(whole)
            }
        }
    }
}

/// A text column as foldings show it.
struct FoldedText {
    var column: MappedText
    /// Applied one after another.
    var foldings: [FilterValue.Folding] = []

    func fold(_ text: String) -> String { foldings.reduce(text) { $1.apply($0) } }

    subscript(row: Int) -> String? { column[row].map(fold) }

    /// Asks `test` for every row's UTF-8; a dictionary's texts are tested once each.
    func node(_ test: @escaping (UnsafeBufferPointer<UInt8>) -> Bool) -> FilterNode {
        let folded: (UnsafeBufferPointer<UInt8>) -> Bool =
            foldings.isEmpty
            ? test
            : { bytes in
                var text = fold(String(decoding: bytes, as: UTF8.self))
                return text.withUTF8(test)
            }
        guard let entries = column.entries else {
            let column = column
            return .rows(.text) { row in column.withUTF8(row) { $0.map(folded) } }
        }
        let column = column
        let table = (0..<entries.count).map { entry in
            entries.withUTF8(entry) { $0.map { Truth.of(folded($0)) } ?? Truth.unknown }
        }
        return FilterNode(.number) { block, truth in
            for (index, row) in block.rows.enumerated() {
                truth[index] = column.code(row).map { table[$0] } ?? Truth.unknown
            }
        }
    }
}

extension FilterNode {
    static func wholes(
        _ fill: @escaping ValueProgram.Fill<Int64>, _ test: @escaping (Int64) -> UInt8
    ) -> FilterNode {
        FilterNode(.number) { block, truth in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: block.rows.count) { values in
                guard let base = values.baseAddress else { return }
                fill(block.rows, base)
                for index in 0..<block.rows.count { truth[index] = test(base[index]) }
            }
        }
    }

    static func numbers(
        _ fill: @escaping ValueProgram.Fill<Double>, _ test: @escaping (Double) -> UInt8
    ) -> FilterNode {
        FilterNode(.number) { block, truth in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: block.rows.count) { values in
                guard let base = values.baseAddress else { return }
                fill(block.rows, base)
                for index in 0..<block.rows.count { truth[index] = test(base[index]) }
            }
        }
    }
}
