extension CQL2Typing {
    func temporal(
        _ relation: TemporalRelation, _ operands: [CQL2Node], _ token: CQL2Token
    ) throws(Fault) -> Filter {
        try require(2, operands, relation.rawValue, token)
        return .temporal(try temporalOperand(operands[0]), relation, try temporalOperand(operands[1]))
    }

    private func temporalOperand(_ node: CQL2Node) throws(Fault) -> TemporalOperand {
        guard case .interval(let start, let end, _) = node else {
            let bound = try bound(node)
            return TemporalOperand(start: bound, end: bound)
        }
        let operand = TemporalOperand(start: try bound(start), end: try bound(end))
        if case .literal(let first) = operand.start, case .literal(let last) = operand.end,
            let from = first.start, let to = last.end, from > to
        {
            throw fault("The interval ends before it begins", start.token)
        }
        return operand
    }

    private func bound(_ node: CQL2Node) throws(Fault) -> TemporalOperand.Bound {
        switch node {
        case .open: return .open
        case .instant(let period, _): return .literal(period)
        case .text(let text, let token): return .literal(try Self.period(text, token, clock))
        case .property(let name, let token):
            let property = try property(name, token)
            guard property.type == .date || property.type == .dateTime else {
                throw fault("Property “\(name)” is of type \(property.type.rawValue), not a date,", token)
            }
            return .property(property.name)
        default:
            throw fault(
                "Expected a date in the filter, found \(node.token.description)", node.token,
                remedy: TemporalText.examples)
        }
    }

    func array(
        _ relation: ArrayRelation, _ operands: [CQL2Node], _ token: CQL2Token
    ) throws(Fault) -> Filter {
        try require(2, operands, relation.rawValue, token)
        return .array(try elements(operands[0]), relation, try elements(operands[1]))
    }

    private func elements(_ node: CQL2Node) throws(Fault) -> [FilterValue] {
        guard case .array(let nodes, _) = node else {
            // Brackets around one value leave no trace.
            if node.isScalarLiteral { return [try element(node)] }
            if case .property(let name, let token) = node { _ = try property(name, token) }
            throw fault(
                "Expected an array in the filter, found \(node.token.description)", node.token,
                remedy: "No property is an array; write values in brackets: ('a', 'b').")
        }
        var elements: [FilterValue] = []
        for node in nodes { elements.append(try element(node)) }
        return elements
    }

    private func element(_ node: CQL2Node) throws(Fault) -> FilterValue {
        if case .instant(let period, _) = node, let start = period.start, period.end != start {
            return .literal(.date(day(start)))
        }
        return try tree(value(node))
    }
}
