/// A value as written, before it takes its property's type.
struct CQL2Literal {
    enum Value {
        case text(String)
        case number(String)
        case truth(Bool)
        /// DATE, TIMESTAMP or INTERVAL.
        case period(TimeInterval)
    }

    var value: Value
    var token: CQL2Token
    /// Written within CASEI.
    var foldsCase = false
}

extension CQL2Parser {
    func isLiteralNext() throws(Fault) -> Bool {
        switch current.kind {
        case .text, .number: return true
        case .word:
            if ["TRUE", "FALSE"].contains(current.keyword) { return true }
            guard following.kind == .symbol("(") else { return false }
            return ["DATE", "TIMESTAMP", "INTERVAL"].contains(current.keyword)
        default: return false
        }
    }

    mutating func literal() throws(Fault) -> CQL2Literal {
        let token = advance()
        switch token.kind {
        case .text(let text): return CQL2Literal(value: .text(text), token: token)
        case .number(let text): return CQL2Literal(value: .number(text), token: token)
        case .word:
            let isCall = current.kind == .symbol("(")
            switch token.keyword {
            case "TRUE": return CQL2Literal(value: .truth(true), token: token)
            case "FALSE": return CQL2Literal(value: .truth(false), token: token)
            case "DATE" where isCall, "TIMESTAMP" where isCall:
                return CQL2Literal(value: .period(try instant()), token: token)
            case "INTERVAL" where isCall: return CQL2Literal(value: .period(try interval()), token: token)
            case "CASEI" where isCall:
                advance()
                var literal = try literal()
                try expectSymbol(")")
                guard case .text = literal.value else {
                    throw fault("CASEI needs a text in quotes", at: literal.token)
                }
                literal.foldsCase = true
                return literal
            case "NULL":
                throw fault("Nothing compares with NULL", at: token, remedy: "Write IS NULL or IS NOT NULL.")
            default: throw noValue(token)
            }
        default: throw noValue(token)
        }
    }

    private func noValue(_ token: CQL2Token) -> Fault {
        fault(
            "Expected a value in the filter, found \(token.description)", at: token,
            remedy: "Texts stand in single quotes; two properties cannot be compared.")
    }

    /// `('2026-01-31')` after DATE or TIMESTAMP.
    private mutating func instant() throws(Fault) -> TimeInterval {
        try expectSymbol("(")
        let period = try period()
        try expectSymbol(")")
        return period
    }

    private mutating func period() throws(Fault) -> TimeInterval {
        let token = advance()
        guard case .text(let text) = token.kind else {
            throw fault("Expected a date in single quotes, found \(token.description)", at: token)
        }
        return try typing.period(text, token)
    }

    private mutating func interval() throws(Fault) -> TimeInterval {
        try expectSymbol("(")
        let first = current
        let start = try bound()
        try expectSymbol(",")
        let end = try bound()
        try expectSymbol(")")
        if let start = start?.start, let end = end?.end, start > end {
            throw fault("The interval ends before it begins", at: first)
        }
        return TimeInterval(start: start?.start, end: end?.end)
    }

    /// One end of an interval; nil for `'..'`.
    private mutating func bound() throws(Fault) -> TimeInterval? {
        if current.kind == .text("..") {
            advance()
            return nil
        }
        if ["DATE", "TIMESTAMP"].contains(current.keyword) {
            advance()
            return try instant()
        }
        return try period()
    }

    /// `T_AFTER(property, instant)` and its kind, also with the operands exchanged.
    mutating func temporal() throws(Fault) -> Filter {
        let token = advance()
        guard let relation = Filter.TemporalRelation(rawValue: token.keyword) else {
            throw fault(
                "The temporal predicate \(token.keyword) is not known", at: token,
                remedy: "Known: T_AFTER, T_BEFORE, T_DURING, T_EQUALS, T_INTERSECTS, T_DISJOINT.")
        }
        try expectSymbol("(")
        let filter: Filter
        if try isLiteralNext() {
            let period = try typing.period(literal())
            try expectSymbol(",")
            let name = try typing.timeProperty(propertyToken())
            switch relation {
            case .after: filter = .temporal(property: name, .before, period)
            case .before: filter = .temporal(property: name, .after, period)
            case .during:
                throw fault("T_DURING needs the property first and an interval second", at: token)
            case .equals, .intersects, .disjoint: filter = .temporal(property: name, relation, period)
            }
        } else {
            let name = try typing.timeProperty(propertyToken())
            try expectSymbol(",")
            let period = try typing.period(literal())
            filter = .temporal(property: name, relation, period)
        }
        try expectSymbol(")")
        return filter
    }

    private mutating func propertyToken() throws(Fault) -> CQL2Token {
        switch current.kind {
        case .word, .quoted: return advance()
        default: throw unexpected("a property")
        }
    }
}
