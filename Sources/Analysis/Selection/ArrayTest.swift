internal import TabaqaFeatureModel

/// An array predicate of CQL2: arrays compare as sets; a null among the elements makes it unknown.
struct ArrayTest {
    private let left: [ValueProgram]
    private let relation: ArrayRelation
    private let right: [ValueProgram]

    init(_ left: [ValueProgram], _ relation: ArrayRelation, _ right: [ValueProgram]) {
        self.left = left
        self.relation = relation
        self.right = right
    }

    func node() -> FilterNode {
        let isConstant = (left + right).allSatisfy {
            if case .constant = $0 { true } else { false }
        }
        if isConstant { return .constant(holds(0)) }
        return .rows(.row) { holds($0) }
    }

    private func holds(_ row: Int) -> Bool? {
        guard let a = Self.set(left, row), let b = Self.set(right, row) else { return nil }
        return switch relation {
        case .contains: a.isSuperset(of: b)
        case .containedBy: a.isSubset(of: b)
        case .equals: a == b
        case .overlaps: !a.isDisjoint(with: b)
        }
    }

    private static func set(_ programs: [ValueProgram], _ row: Int) -> Set<PropertyValue>? {
        var set: Set<PropertyValue> = []
        for program in programs {
            let value = program.value(at: row)
            if value.isNull { return nil }
            // 1 and 1.0 are one value.
            set.insert(value.number.map(PropertyValue.decimal) ?? value)
        }
        return set
    }
}
