extension CQL2Parser {
    private static let reserved: Set<String> = [
        "AND", "OR", "NOT", "IN", "LIKE", "BETWEEN", "IS", "DIV",
    ]

    /// A literal, property or call.
    mutating func primary() throws(Fault) -> CQL2Node {
        let token = current
        switch token.kind {
        case .text(let text):
            advance()
            return .text(text, token)
        case .number(let text):
            advance()
            return .number(text, token)
        case .quoted(let name):
            advance()
            return .property(name, token)
        case .word(let word):
            if let geometry = try geometryLiteral() { return geometry }
            if following.kind == .symbol("("), !Self.reserved.contains(token.keyword) {
                return try call(word)
            }
            switch token.keyword {
            case "TRUE", "FALSE":
                advance()
                try allowance.count(token)
                return .truth(token.keyword == "TRUE", token)
            case "NULL":
                throw fault("Nothing compares with NULL", at: token, remedy: "Write IS NULL or IS NOT NULL.")
            case let keyword where Self.reserved.contains(keyword): throw noValue(token)
            default:
                advance()
                return .property(word, token)
            }
        default: throw noValue(token)
        }
    }

    private func noValue(_ token: CQL2Token) -> Fault {
        fault(
            "Expected a property or a value in the filter, found \(token.description)", at: token,
            remedy: "Texts stand in single quotes, properties in none or in double ones.")
    }

    /// `name(…)`.
    private mutating func call(_ word: String) throws(Fault) -> CQL2Node {
        let token = advance()
        let node: CQL2Node
        advance()
        switch token.keyword {
        case "DATE", "TIMESTAMP": node = .instant(try period(), token)
        case "INTERVAL":
            let start = try bound()
            try expectSymbol(",")
            node = .interval(start, try bound(), token)
        default:
            try allowance.count(token)
            let values = try nested { (parser) throws(Fault) in try parser.list() }
            node = .call(CQL2Typing.isStandard(word.lowercased()) ? word.lowercased() : word, values, token)
        }
        try expectSymbol(")")
        return node
    }

    private mutating func period() throws(Fault) -> TimeInterval {
        let token = advance()
        guard case .text(let text) = token.kind else {
            throw fault("Expected a date in single quotes, found \(token.description)", at: token)
        }
        return try CQL2Typing.period(text, token, clock)
    }

    /// One end of an interval.
    private mutating func bound() throws(Fault) -> CQL2Node {
        let token = current
        guard case .text(let text) = token.kind else { return try primary() }
        advance()
        return text == ".." ? .open(token) : .instant(try CQL2Typing.period(text, token, clock), token)
    }
}
