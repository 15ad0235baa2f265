internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A filter made ready for one layer: each node writes a block of truth values.
///
/// Null semantics are SQL's (ISO/IEC 9075) and CQL2's: a comparison with null is unknown, and only rows that
/// are true take part.
struct FilterProgram {
    typealias Node = (_ rows: Range<Int>, _ truth: UnsafeMutablePointer<UInt8>) -> Void

    let node: Node

    /// - Throws: `property.unknown`, `filter.malformed` for a literal of another type than its property.
    init(_ filter: Filter, columns: LayerColumns) throws {
        node = try Self.compile(filter, columns)
    }

    private static func compile(_ filter: Filter, _ columns: LayerColumns) throws -> Node {
        switch filter {
        case .literal(let holds):
            return { rows, truth in truth.update(repeating: Truth.of(holds), count: rows.count) }
        case .not(let part):
            let inner = try compile(part, columns)
            return { rows, truth in
                inner(rows, truth)
                for index in 0..<rows.count { truth[index] = 2 &- truth[index] }
            }
        case .and(let parts): return try combine(parts, columns, empty: Truth.yes) { min($0, $1) }
        case .or(let parts): return try combine(parts, columns, empty: Truth.no) { max($0, $1) }
        case .compare(let name, let comparison, let value):
            guard value != .null else { return unknown }
            return try test(name, columns, FilterTest(comparison, value))
        case .between(let name, let lower, let upper):
            return try compile(
                .and([
                    .compare(property: name, .greaterOrEqual, lower),
                    .compare(property: name, .lessOrEqual, upper),
                ]), columns)
        case .isIn(let name, let values):
            return try compile(.or(values.map { .compare(property: name, .equal, $0) }), columns)
        case .like(let name, let pattern, let foldsCase):
            let like = LikePattern(pattern, foldsCase: foldsCase)
            guard case .text(let column) = try columns.values(name) else {
                throw mismatch(name, columns, "LIKE needs a text property")
            }
            return text(column) { like.matches(String(decoding: $0, as: UTF8.self)) }
        case .isNull(let name):
            return nullTest(try columns.values(name))
        case .temporal(let name, let relation, let interval):
            return try TemporalTest(relation, interval).node(name, columns)
        }
    }

    private static func unknown(_ rows: Range<Int>, _ truth: UnsafeMutablePointer<UInt8>) {
        truth.update(repeating: Truth.unknown, count: rows.count)
    }

    private static func combine(
        _ parts: [Filter], _ columns: LayerColumns, empty: UInt8, _ join: @escaping (UInt8, UInt8) -> UInt8
    ) throws -> Node {
        let nodes = try parts.map { try compile($0, columns) }
        guard let first = nodes.first else {
            return { rows, truth in truth.update(repeating: empty, count: rows.count) }
        }
        return { rows, truth in
            first(rows, truth)
            guard nodes.count > 1 else { return }
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: rows.count) { other in
                guard let base = other.baseAddress else { return }
                for node in nodes.dropFirst() {
                    node(rows, base)
                    for index in 0..<rows.count { truth[index] = join(truth[index], base[index]) }
                }
            }
        }
    }

    private static func test(_ name: String, _ columns: LayerColumns, _ test: FilterTest) throws -> Node {
        switch (try columns.values(name), test.value) {
        case (.text(let column), .text): return text(column, test.text)
        case (.integer(let values), .integer): return numbers(values, isNull: { $0 == .min }, test.integer)
        case (.integer(let values), .decimal):
            return numbers(values, isNull: { $0 == .min }) { test.decimal(Double($0)) }
        case (.decimal(let values), .integer), (.decimal(let values), .decimal):
            return numbers(values, isNull: { $0.isNaN }, test.decimal)
        case (.boolean(let values), .boolean):
            return numbers(values, isNull: { $0 < 0 }) { test.integer(Int64($0)) }
        case (.date(let values), .date):
            return numbers(values, isNull: { $0 == .min }) { test.integer(Int64($0)) }
        case (.instant(let values), .instant): return numbers(values, isNull: { $0 == .min }, test.integer)
        default:
            throw mismatch(name, columns, "it is compared with a value of another type")
        }
    }

    static func mismatch(_ name: String, _ columns: LayerColumns, _ what: String) -> Fault {
        let type = columns.layer.property(name)?.type.rawValue ?? "?"
        return Fault(
            .filterMalformed, "Property “\(name)” is of type \(type): \(what).",
            remedy: "Write the literal as the property's type asks: 'text', 1.5, true, DATE('2026-01-31').")
    }

    static func numbers<Value>(
        _ values: MappedArray<Value>, isNull: @escaping (Value) -> Bool, _ test: @escaping (Value) -> Bool
    ) -> Node {
        { rows, truth in
            values.withUnsafeBufferPointer { values in
                for (index, row) in rows.enumerated() {
                    truth[index] = isNull(values[row]) ? Truth.unknown : Truth.of(test(values[row]))
                }
            }
        }
    }

    /// A dictionary's texts are tested once each.
    private static func text(
        _ column: MappedText, _ test: @escaping (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Node {
        guard let entries = column.entries else {
            return { rows, truth in
                for (index, row) in rows.enumerated() {
                    truth[index] = column.withUTF8(row) { $0.map { Truth.of(test($0)) } ?? Truth.unknown }
                }
            }
        }
        let table = (0..<entries.count).map { entry in
            entries.withUTF8(entry) { $0.map { Truth.of(test($0)) } ?? Truth.unknown }
        }
        return { rows, truth in
            for (index, row) in rows.enumerated() {
                truth[index] = column.code(row).map { table[$0] } ?? Truth.unknown
            }
        }
    }

    private static func nullTest(_ values: ColumnValues) -> Node {
        { rows, truth in
            for (index, row) in rows.enumerated() { truth[index] = Truth.of(values.isNull(row)) }
        }
    }
}

extension ColumnValues {
    func isNull(_ row: Int) -> Bool {
        switch self {
        case .text(let column): column.withUTF8(row) { $0 == nil }
        case .integer(let values), .instant(let values): values[row] == .min
        case .decimal(let values): values[row].isNaN
        case .boolean(let values): values[row] < 0
        case .date(let values): values[row] == .min
        }
    }
}
