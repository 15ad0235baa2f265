extension CQL2Parser {
    private static let comparisons: Set<String> = ["=", "<>", "<", "<=", ">", ">="]

    private static let reserved: Set<String> = [
        "AND", "OR", "NOT", "IN", "LIKE", "BETWEEN", "IS", "NULL",
    ]

    mutating func predicate() throws(Fault) -> Filter {
        let token = current
        let keyword = token.keyword
        if following.kind == .symbol("(") {
            if keyword.hasPrefix("T_") { return try temporal() }
            if keyword.hasPrefix("S_") {
                throw fault(
                    "Spatial predicates such as \(keyword) are not read in filters", at: token,
                    remedy: "Select a box with --bbox, or join the layer with areas.")
            }
        }
        if keyword == "TRUE" || keyword == "FALSE", following.kind == .end || !startsComparison(following) {
            advance()
            return .literal(keyword == "TRUE")
        }
        if try isLiteralNext() { return try mirroredComparison() }
        let operand = try operand()
        return try predicate(on: operand)
    }

    private func startsComparison(_ token: CQL2Token) -> Bool {
        if case .symbol(let symbol) = token.kind { Self.comparisons.contains(symbol) } else { false }
    }

    /// A property, possibly wrapped in CASEI.
    struct Operand {
        var property: PropertyDefinition
        var token: CQL2Token
        var foldsCase: Bool
    }

    private mutating func operand() throws(Fault) -> Operand {
        if current.keyword == "CASEI", following.kind == .symbol("(") {
            advance()
            advance()
            var operand = try operand()
            try expectSymbol(")")
            try typing.requireText(operand.property, "CASEI", operand.token)
            operand.foldsCase = true
            return operand
        }
        let token = advance()
        switch token.kind {
        case .word(let name) where !Self.reserved.contains(name.uppercased()):
            if current.kind == .symbol("(") {
                throw fault(
                    "The function \(name) is not known", at: token,
                    remedy: "Known: CASEI, DATE, TIMESTAMP, INTERVAL, T_AFTER, T_BEFORE, T_DURING, T_EQUALS, "
                        + "T_INTERSECTS, T_DISJOINT.")
            }
            return Operand(property: try typing.property(name, token), token: token, foldsCase: false)
        case .quoted(let name):
            return Operand(property: try typing.property(name, token), token: token, foldsCase: false)
        default:
            throw fault("Expected a property in the filter, found \(token.description)", at: token)
        }
    }

    private mutating func predicate(on operand: Operand) throws(Fault) -> Filter {
        let name = operand.property.name
        if acceptWord("IS") {
            let isNegated = acceptWord("NOT")
            try expectWord("NULL")
            return isNegated ? .not(.isNull(property: name)) : .isNull(property: name)
        }
        if case .symbol(let symbol) = current.kind, let comparison = Filter.Comparison(rawValue: symbol) {
            advance()
            let literal = try literal()
            return try compare(operand, comparison, literal)
        }
        let isNegated = acceptWord("NOT")
        let filter: Filter
        switch current.keyword {
        case "IN": filter = try membership(operand)
        case "BETWEEN": filter = try between(operand)
        case "LIKE": filter = try like(operand)
        default:
            throw unexpected(
                isNegated ? "IN, BETWEEN or LIKE" : "=, <>, <, <=, >, >=, IN, BETWEEN, LIKE or IS")
        }
        return isNegated ? .not(filter) : filter
    }

    private func compare(
        _ operand: Operand, _ comparison: Filter.Comparison, _ literal: CQL2Literal
    ) throws(Fault) -> Filter {
        guard operand.foldsCase || literal.foldsCase else {
            return try typing.compare(operand.property, comparison, literal)
        }
        guard comparison == .equal || comparison == .notEqual, case .text(let text) = literal.value,
            typing.isText(operand.property)
        else {
            throw fault("CASEI compares texts by = or <> only", at: operand.token)
        }
        let filter = Filter.like(
            property: operand.property.name, pattern: CQL2Typing.escaped(text), foldsCase: true)
        return comparison == .equal ? filter : .not(filter)
    }

    private mutating func membership(_ operand: Operand) throws(Fault) -> Filter {
        advance()
        try expectSymbol("(")
        var literals = [try literal()]
        while acceptSymbol(",") { literals.append(try literal()) }
        try expectSymbol(")")
        if operand.foldsCase || literals.contains(where: \.foldsCase) {
            var parts: [Filter] = []
            for literal in literals { parts.append(try compare(operand, .equal, literal)) }
            return parts.count == 1 ? parts[0] : .or(parts)
        }
        return try typing.isIn(operand.property, literals)
    }

    private mutating func between(_ operand: Operand) throws(Fault) -> Filter {
        advance()
        let lower = try literal()
        try expectWord("AND")
        let upper = try literal()
        return try typing.between(operand.property, lower, upper)
    }

    private mutating func like(_ operand: Operand) throws(Fault) -> Filter {
        advance()
        let token = current
        let literal = try literal()
        guard case .text(let pattern) = literal.value else {
            throw fault("LIKE needs a text in quotes", at: token)
        }
        try typing.requireText(operand.property, "LIKE", operand.token)
        return .like(
            property: operand.property.name, pattern: pattern,
            foldsCase: operand.foldsCase || literal.foldsCase)
    }

    /// `5 < severity`.
    private mutating func mirroredComparison() throws(Fault) -> Filter {
        let literal = try literal()
        guard case .symbol(let symbol) = current.kind, let comparison = Filter.Comparison(rawValue: symbol)
        else {
            throw unexpected("a comparison")
        }
        advance()
        guard try !isLiteralNext() else {
            throw fault("A comparison needs a property", at: current)
        }
        let operand = try operand()
        let mirrored: Filter.Comparison =
            switch comparison {
            case .equal, .notEqual: comparison
            case .less: .greater
            case .lessOrEqual: .greaterOrEqual
            case .greater: .less
            case .greaterOrEqual: .lessOrEqual
            }
        return try compare(operand, mirrored, literal)
    }
}
