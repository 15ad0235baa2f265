internal import TabaqaColumns
internal import TabaqaFeatureModel

/// A filter made ready for one layer: each node writes a block of truth values.
///
/// Null semantics are SQL's (ISO/IEC 9075) and CQL2's: a comparison with null is unknown, and only rows that
/// are true take part.
struct FilterProgram {
    let node: FilterNode

    /// - Parameters:
    ///   - crs: of the filter's geometries.
    ///   - budget: once it is spent, costly nodes answer unknown without looking; the caller throws.
    /// - Throws: `property.unknown`, `filter.malformed` for a literal of another type than its property,
    ///   `geometry.invalid`, `crs.transform`.
    init(
        _ filter: Filter, columns: LayerColumns, crs: CRS = .wgs84,
        budget: StatementBudget = StatementBudget()
    ) throws {
        node = try FilterCompiler(columns: columns, crs: crs, budget: budget).compile(filter)
    }
}

/// Makes nodes of conditions.
struct FilterCompiler {
    let columns: LayerColumns
    let crs: CRS
    let budget: StatementBudget

    func compile(_ filter: Filter) throws -> FilterNode {
        switch filter {
        case .literal(let holds): return .constant(holds)
        case .not(let part):
            let inner = try compile(part)
            return FilterNode(inner.cost) { block, truth in
                inner.run(block, truth)
                for index in 0..<block.rows.count { truth[index] = 2 &- truth[index] }
            }
        case .and(let parts): return try combine(parts, decided: Truth.no) { min($0, $1) }
        case .or(let parts): return try combine(parts, decided: Truth.yes) { max($0, $1) }
        case .compare(let left, let comparison, let right): return try compare(left, comparison, right)
        case .between(let value, let lower, let upper):
            return try compile(
                .and([.compare(value, .greaterOrEqual, lower), .compare(value, .lessOrEqual, upper)]))
        case .isIn(let value, let list): return try membership(value, list)
        case .like(let value, let pattern):
            guard let node = try like(value, LikePattern(pattern)) else {
                throw mismatch(value, "LIKE needs a text property")
            }
            return node
        case .isNull(let value): return try nullTest(value)
        case .hasNoGeometry:
            let x = try columns.places().x
            return .rows(.number) { x[$0].isNaN }
        case .temporal(let left, let relation, let right):
            return try TemporalTest(left, relation, right, columns).node()
        case .spatial(let left, let relation, let right): return try spatial(left, relation, right)
        case .array(let left, let relation, let right):
            return try ArrayTest(left.map(program), relation, right.map(program)).node()
        }
    }

    /// Cheap parts first; costly ones are asked only for rows the others have not decided.
    private func combine(
        _ parts: [Filter], decided: UInt8, _ join: @escaping (UInt8, UInt8) -> UInt8
    ) throws -> FilterNode {
        let nodes = try parts.map(compile).enumerated()
            .sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
        guard let first = nodes.first, let last = nodes.last else { return .constant(2 &- decided) }
        guard nodes.count > 1 else { return first }
        return FilterNode(last.cost) { block, truth in
            first.run(block, truth)
            let count = block.rows.count
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * count) { scratch in
                guard let other = scratch.baseAddress else { return }
                let wanted = other + count
                for node in nodes.dropFirst() {
                    var asked = block
                    if node.cost.isHigh {
                        var open = false
                        for index in 0..<count {
                            let matters = truth[index] != decided && block.wants(index)
                            wanted[index] = matters ? 1 : 0
                            open = open || matters
                        }
                        guard open else { return }
                        asked.wanted = UnsafePointer(wanted)
                    }
                    node.run(asked, other)
                    for index in 0..<count { truth[index] = join(truth[index], other[index]) }
                }
            }
        }
    }

    private func nullTest(_ value: FilterValue) throws -> FilterNode {
        switch try program(value) {
        case .constant(let constant): return .constant(constant.isNull)
        case .text(let text): return .rows(.number) { row in text.column.withUTF8(row) { $0 == nil } }
        case .whole(_, let fill): return FilterNode.wholes(fill) { Truth.of($0 == .min) }
        case .number(let fill): return FilterNode.numbers(fill) { Truth.of($0.isNaN) }
        }
    }

    func mismatch(_ value: FilterValue, _ what: String) -> Fault {
        guard let name = value.properties.sorted().first else {
            return Fault(.filterMalformed, "The filter is wrong: \(what).")
        }
        let type = columns.layer.property(name)?.type.rawValue ?? "?"
        return Fault(
            .filterMalformed, "Property “\(name)” is of type \(type): \(what).",
            remedy: "Write the literal as the property's type asks: 'text', 1.5, true, DATE('2026-01-31').")
    }
}
