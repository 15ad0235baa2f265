internal import TabaqaColumns
internal import TabaqaFeatureModel

extension FilterCompiler {
    func compare(
        _ left: FilterValue, _ comparison: Filter.Comparison, _ right: FilterValue
    ) throws -> FilterNode {
        if case .property(let name) = left, case .literal(let value) = right {
            guard value != .null else { return .constant(Truth.unknown) }
            return try test(name, FilterTest(comparison, value))
        }
        let (a, b) = (try program(left), try program(right))
        switch (a, b) {
        case (.constant(.null), _), (_, .constant(.null)): return .constant(Truth.unknown)
        case (.constant(let first), .constant(let second)):
            guard let holds = FilterTest(comparison, second).holds(of: first) else {
                throw mismatch(left, "it is compared with a value of another type")
            }
            return .constant(holds)
        case (.text(let text), .constant(.text(let literal))):
            return text.node(FilterTest(comparison, .text(literal)).text)
        case (.text(let text), .text(let other)):
            return .rows(.text) { row in Self.compare(text, comparison, other, row) }
        case (.constant(.text), .text), (.constant, .number), (.constant, .whole):
            return try compare(right, comparison.mirrored, left)
        case (.whole(let kind, let first), .constant(let value)) where FilterTest.whole(kind, value) != nil:
            let test = FilterTest(comparison, value)
            return .wholes(first) { $0 == .min ? Truth.unknown : Truth.of(test.integer($0)) }
        case (.whole(let kind, let first), .whole(let other, let second)) where kind == other:
            return wholes(first, comparison, second)
        case (.whole(.date, let first), .whole(.instant, let second)):
            return wholes(first, comparison, try days(second))
        case (.whole(.instant, let first), .whole(.date, let second)):
            return wholes(try days(first), comparison, second)
        default:
            guard let first = a.numbers, let second = b.numbers else {
                throw mismatch(left, "it is compared with a value of another type")
            }
            return numbers(first, comparison, second)
        }
    }

    private static func compare(
        _ left: FoldedText, _ comparison: Filter.Comparison, _ right: FoldedText, _ row: Int
    ) -> Bool? {
        if left.foldings.isEmpty, right.foldings.isEmpty {
            return left.column.withUTF8(row) { first in
                right.column.withUTF8(row) { second in
                    guard let first, let second else { return nil }
                    return FilterTest.holds(first, comparison, second)
                }
            }
        }
        guard let first = left[row], let second = right[row] else { return nil }
        return FilterTest.holds(first.utf8, comparison, second.utf8)
    }

    private func wholes(
        _ left: @escaping ValueProgram.Fill<Int64>, _ comparison: Filter.Comparison,
        _ right: @escaping ValueProgram.Fill<Int64>
    ) -> FilterNode {
        FilterNode(.number) { block, truth in
            let count = block.rows.count
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: 2 * count) { values in
                guard let first = values.baseAddress else { return }
                let second = first + count
                left(block.rows, first)
                right(block.rows, second)
                for index in 0..<count {
                    let isNull = first[index] == .min || second[index] == .min
                    truth[index] =
                        isNull
                        ? Truth.unknown : Truth.of(FilterTest.holds(first[index], comparison, second[index]))
                }
            }
        }
    }

    private func numbers(
        _ left: @escaping ValueProgram.Fill<Double>, _ comparison: Filter.Comparison,
        _ right: @escaping ValueProgram.Fill<Double>
    ) -> FilterNode {
        FilterNode(.number) { block, truth in
            let count = block.rows.count
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { values in
                guard let first = values.baseAddress else { return }
                let second = first + count
                left(block.rows, first)
                right(block.rows, second)
                for index in 0..<count {
                    let isNull = first[index].isNaN || second[index].isNaN
                    truth[index] =
                        isNull
                        ? Truth.unknown : Truth.of(FilterTest.holds(first[index], comparison, second[index]))
                }
            }
        }
    }

    /// Instants as local days.
    private func days(_ fill: @escaping ValueProgram.Fill<Int64>) throws -> ValueProgram.Fill<Int64> {
        let clock = try ZoneClock(zone: columns.layer.time?.zone ?? "UTC")
        return { rows, values in
            fill(rows, values)
            for index in 0..<rows.count where values[index] != .min {
                values[index] = Int64(clock.local(values[index]).days)
            }
        }
    }

    /// A property against a literal, straight from the mapped column.
    private func test(_ name: String, _ test: FilterTest) throws -> FilterNode {
        switch (try columns.values(name), test.value) {
        case (.text(let column), .text): return FoldedText(column: column).node(test.text)
        case (.integer(let values), .integer): return column(values, isNull: { $0 == .min }, test.integer)
        case (.integer(let values), .decimal):
            return column(values, isNull: { $0 == .min }) { test.decimal(Double($0)) }
        case (.decimal(let values), .integer), (.decimal(let values), .decimal):
            return column(values, isNull: { $0.isNaN }, test.decimal)
        case (.boolean(let values), .boolean):
            return column(values, isNull: { $0 < 0 }) { test.integer(Int64($0)) }
        case (.date(let values), .date):
            return column(values, isNull: { $0 == .min }) { test.integer(Int64($0)) }
        case (.instant(let values), .instant): return column(values, isNull: { $0 == .min }, test.integer)
        default:
            throw mismatch(.property(name), "it is compared with a value of another type")
        }
    }

    func column<Value>(
        _ values: MappedArray<Value>, isNull: @escaping (Value) -> Bool, _ test: @escaping (Value) -> Bool
    ) -> FilterNode {
        FilterNode(.number) { block, truth in
            values.withUnsafeBufferPointer { values in
                for (index, row) in block.rows.enumerated() {
                    truth[index] = isNull(values[row]) ? Truth.unknown : Truth.of(test(values[row]))
                }
            }
        }
    }

    /// Nil when the value is no text.
    func like(_ value: FilterValue, _ pattern: LikePattern) throws -> FilterNode? {
        switch try program(value) {
        case .text(let text): return text.node(pattern.matches)
        case .constant(.text(var text)): return .constant(text.withUTF8(pattern.matches))
        case .constant(.null): return .constant(Truth.unknown)
        default: return nil
        }
    }
}
