extension CQL2Typing {
    /// Most values of an IN list that are no literals.
    private static let mostComputed = 256

    func compare(
        _ left: CQL2Operand, _ comparison: Filter.Comparison, _ right: CQL2Operand
    ) throws(Fault) -> Filter {
        switch (left, right) {
        case (.property(let property, _), .literal(let literal)):
            return try compare(property, comparison, literal)
        case (.literal, .property), (.literal, .computed):
            return try compare(right, comparison.mirrored, left)
        default:
            guard left.kind == right.kind else {
                throw fault(
                    "Two values of different types meet: \(left.token.description) is \(left.kind.rawValue), "
                        + "\(right.token.description) is \(right.kind.rawValue)", right.token,
                    remedy: "Compare a value with one of its own type.")
            }
            return .compare(try tree(left), comparison, try tree(right))
        }
    }

    private func compare(
        _ property: PropertyDefinition, _ comparison: Filter.Comparison, _ literal: CQL2Node
    ) throws(Fault) -> Filter {
        let name = property.name
        let span = try span(literal, of: property)
        guard span.lower != span.upper else {
            return .compare(property: name, comparison, span.lower)
        }
        // A bare date meets a date and time: the value stands for all of the day.
        let within = Filter.between(property: name, lower: span.lower, upper: span.upper)
        return switch comparison {
        case .equal: within
        case .notEqual: .not(within)
        case .less: .compare(property: name, .less, span.lower)
        case .lessOrEqual: .compare(property: name, .lessOrEqual, span.upper)
        case .greater: .compare(property: name, .greater, span.upper)
        case .greaterOrEqual: .compare(property: name, .greaterOrEqual, span.lower)
        }
    }

    func between(_ node: CQL2Node, _ first: CQL2Node, _ last: CQL2Node) throws(Fault) -> Filter {
        let (operand, lower, upper) = (try value(node), try value(first), try value(last))
        if case .property(let property, _) = operand, case .literal(let low) = lower,
            case .literal(let high) = upper
        {
            return .between(
                property: property.name, lower: try span(low, of: property).lower,
                upper: try span(high, of: property).upper)
        }
        return .and([
            try compare(operand, .greaterOrEqual, lower), try compare(operand, .lessOrEqual, upper),
        ])
    }

    func membership(_ node: CQL2Node, _ list: [CQL2Node]) throws(Fault) -> Filter {
        let operand = try value(node)
        var values: [CQL2Operand] = []
        for element in list { values.append(try value(element)) }
        guard let first = values.first else {
            throw fault("IN needs at least one value", operand.token)
        }
        let computed = values.count { !$0.isLiteral }
        guard computed <= Self.mostComputed else {
            throw fault(
                "The list has more than \(Self.mostComputed) values that are no literals", first.token)
        }
        if computed == 0, case .property(let property, _) = operand {
            return try membership(property, list)
        }
        if computed == 0, case .computed(let value, let kind, _) = operand {
            var literals: [FilterValue] = []
            for element in values {
                guard element.kind == kind else {
                    throw fault(
                        "Expected \(kind.rawValue), found \(element.token.description)", element.token)
                }
                literals.append(try tree(element))
            }
            return .isIn(value, literals)
        }
        var parts: [Filter] = []
        for element in values { parts.append(try compare(operand, .equal, element)) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private func membership(
        _ property: PropertyDefinition, _ literals: [CQL2Node]
    ) throws(Fault) -> Filter {
        var values: [PropertyValue] = []
        var days: [Filter] = []
        for literal in literals {
            let node =
                if case .literal(let folded) = try value(literal) { folded } else { literal }
            let span = try span(node, of: property)
            if span.lower == span.upper {
                values.append(span.lower)
            } else {
                days.append(.between(property: property.name, lower: span.lower, upper: span.upper))
            }
        }
        let exact = Filter.isIn(property: property.name, values)
        if days.isEmpty { return exact }
        let parts = values.isEmpty ? days : [exact] + days
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    func like(_ node: CQL2Node, _ pattern: CQL2Node) throws(Fault) -> Filter {
        let operand = try value(node)
        guard case .literal(.text(let pattern, _)) = try value(pattern) else {
            throw fault("LIKE needs a text in quotes", pattern.token)
        }
        try requireText(operand, "LIKE")
        return .like(try tree(operand), pattern: pattern)
    }

    func isNull(_ node: CQL2Node) throws(Fault) -> Filter {
        switch node {
        case .property(let name, let token) where try isGeometry(name, token): return .hasNoGeometry
        case .geometry, .box: return .literal(false)
        default:
            let operand = try value(node)
            return operand.isLiteral ? .literal(false) : .isNull(try tree(operand))
        }
    }
}
