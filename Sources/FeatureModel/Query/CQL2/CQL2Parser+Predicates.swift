extension CQL2Parser {
    /// A value, or a comparison of values.
    mutating func predicate() throws(Fault) -> CQL2Node {
        let left = try sum()
        let token = current
        if case .symbol(let symbol) = token.kind, Filter.Comparison(rawValue: symbol) != nil {
            advance()
            try allowance.count(token)
            return .call(symbol, [left, try sum()], token)
        }
        if acceptWord("IS") {
            try allowance.count(token)
            let isNegated = acceptWord("NOT")
            try expectWord("NULL")
            return negate(.call("isnull", [left], token), isNegated, token)
        }
        let isNegated = acceptWord("NOT")
        let keyword = current
        switch keyword.keyword {
        case "IN":
            advance()
            try allowance.count(keyword)
            let list = current
            try expectSymbol("(")
            let values = try nested { (parser) throws(Fault) in try parser.sums() }
            try expectSymbol(")")
            return negate(.call("in", [left, .array(values, list)], token), isNegated, token)
        case "BETWEEN":
            advance()
            try allowance.count(keyword)
            let lower = try sum()
            try expectWord("AND")
            return negate(.call("between", [left, lower, try sum()], token), isNegated, token)
        case "LIKE":
            advance()
            try allowance.count(keyword)
            return negate(.call("like", [left, try sum()], token), isNegated, token)
        default:
            if isNegated { throw unexpected("IN, BETWEEN or LIKE") }
            return left
        }
    }

    private func negate(_ node: CQL2Node, _ isNegated: Bool, _ token: CQL2Token) -> CQL2Node {
        isNegated ? .call("not", [node], token) : node
    }

    private mutating func sums() throws(Fault) -> [CQL2Node] {
        var values = [try sum()]
        while acceptSymbol(",") { values.append(try sum()) }
        return values
    }

    mutating func sum() throws(Fault) -> CQL2Node {
        try chain(["+", "-"]) { (parser) throws(Fault) in try parser.product() }
    }

    private mutating func product() throws(Fault) -> CQL2Node {
        try chain(["*", "/", "%", "DIV"]) { (parser) throws(Fault) in try parser.power() }
    }

    private mutating func power() throws(Fault) -> CQL2Node {
        let base = try factor()
        let token = current
        guard acceptSymbol("^") else { return base }
        try allowance.count(token)
        return .call("^", [base, try factor()], token)
    }

    /// Operations of one rank, from the left: each is one level above the former.
    private mutating func chain(
        _ operators: Set<String>, _ operand: (inout CQL2Parser) throws(Fault) -> CQL2Node
    ) throws(Fault) -> CQL2Node {
        var result = try operand(&self)
        var levels = 0
        defer { for _ in 0..<levels { allowance.ascend() } }
        while true {
            let token = current
            let symbol =
                if case .symbol(let symbol) = token.kind { symbol } else { token.keyword }
            guard operators.contains(symbol) else { return result }
            try allowance.count(token)
            try allowance.descend(at: token)
            levels += 1
            advance()
            result = .call(symbol.lowercased(), [result, try operand(&self)], token)
        }
    }

    private mutating func factor() throws(Fault) -> CQL2Node {
        let token = current
        if acceptSymbol("-") {
            if case .number(let text) = current.kind {
                let number = advance()
                return .number("-" + text, number)
            }
            try allowance.count(token)
            let operand = try nested { (parser) throws(Fault) in try parser.factor() }
            return .call("*", [.number("-1", token), operand], token)
        }
        if acceptSymbol("+") {
            guard case .number(let text) = current.kind else { throw unexpected("a number") }
            return .number(text, advance())
        }
        guard acceptSymbol("(") else { return try primary() }
        let values = try nested { (parser) throws(Fault) in try parser.list() }
        try expectSymbol(")")
        return values.count == 1 ? values[0] : .array(values, token)
    }

    /// Expressions between commas up to a closing bracket; may be none.
    mutating func list() throws(Fault) -> [CQL2Node] {
        if current.kind == .symbol(")") { return [] }
        var values = [try disjunction()]
        while acceptSymbol(",") { values.append(try disjunction()) }
        return values
    }
}

extension CQL2Node {
    /// Whether it can be nothing but true, false or unknown.
    var isCondition: Bool {
        switch self {
        case .truth: true
        case .call(let name, _, _):
            ["and", "or", "not", "isnull", "in", "between", "like"].contains(name)
                || Filter.Comparison(rawValue: name) != nil || ["s_", "t_", "a_"].contains(name.prefix(2))
        default: false
        }
    }
}
