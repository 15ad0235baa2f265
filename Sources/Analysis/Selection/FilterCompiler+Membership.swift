internal import TabaqaColumns
internal import TabaqaFeatureModel

extension FilterCompiler {
    /// IN: literals are looked up in a set, so that a long list costs no more than a short one.
    func membership(_ value: FilterValue, _ list: [FilterValue]) throws -> FilterNode {
        var literals: [PropertyValue] = []
        for case .literal(let literal) in list { literals.append(literal) }
        guard literals.count == list.count, literals.count > 1 else {
            return try compile(.or(list.map { .compare(value, .equal, $0) }))
        }
        let missing = literals.contains(.null) ? Truth.unknown : Truth.no
        literals.removeAll { $0 == .null }
        switch try program(value) {
        case .text(let text):
            var set: Set<[UInt8]> = []
            for case .text(let literal) in literals { set.insert(Array(literal.utf8)) }
            guard set.count <= literals.count, literals.allSatisfy(\.isText) else { break }
            let node = text.node { set.contains(Array($0)) }
            return missing == Truth.no ? node : node.raisingNo(to: missing)
        case .whole(let kind, let fill):
            var set: Set<Int64> = []
            for literal in literals {
                if let whole = FilterTest.whole(kind, literal) {
                    set.insert(whole)
                } else if kind == .integer, let number = literal.number {
                    // A fraction equals no integer.
                    if let whole = Int64(exactly: number) { set.insert(whole) }
                } else {
                    throw mismatch(value, "it is compared with a value of another type")
                }
            }
            return .wholes(fill) { $0 == .min ? Truth.unknown : set.contains($0) ? Truth.yes : missing }
        case .number(let fill):
            let set = Set(literals.compactMap(\.number))
            guard literals.allSatisfy({ $0.number != nil }) else { break }
            return .numbers(fill) { $0.isNaN ? Truth.unknown : set.contains($0) ? Truth.yes : missing }
        case .constant:
            return try compile(.or(list.map { .compare(value, .equal, $0) }))
        }
        throw mismatch(value, "it is compared with a value of another type")
    }
}

extension FilterNode {
    fileprivate func raisingNo(to truth: UInt8) -> FilterNode {
        FilterNode(cost) { block, truths in
            run(block, truths)
            for index in 0..<block.rows.count where truths[index] == Truth.no { truths[index] = truth }
        }
    }
}

extension PropertyValue {
    fileprivate var isText: Bool { if case .text = self { true } else { false } }
}
