/// A recursive descent over the tokens of one CQL2 text.
struct CQL2Parser {
    let typing: CQL2Typing
    private let tokens: [CQL2Token]
    private var offset = 0
    private var depth = 0
    private var nodes = 0

    /// - Parameter tokens: end with an `.end` token.
    init(tokens: [CQL2Token], typing: CQL2Typing) {
        self.tokens = tokens
        self.typing = typing
    }

    var current: CQL2Token { tokens[min(offset, tokens.count - 1)] }
    var following: CQL2Token { tokens[min(offset + 1, tokens.count - 1)] }

    mutating func parse() throws(Fault) -> Filter {
        let filter = try disjunction()
        guard current.kind == .end else { throw unexpected("AND, OR or the end") }
        return filter
    }

    private mutating func disjunction() throws(Fault) -> Filter {
        var parts = [try conjunction()]
        while acceptWord("OR") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws(Fault) -> Filter {
        var parts = [try negation()]
        while acceptWord("AND") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func negation() throws(Fault) -> Filter {
        guard acceptWord("NOT") else { return try primary() }
        return .not(try nested { (parser) throws(Fault) in try parser.negation() })
    }

    private mutating func primary() throws(Fault) -> Filter {
        if acceptSymbol("(") {
            let filter = try nested { (parser) throws(Fault) in try parser.disjunction() }
            try expectSymbol(")")
            return filter
        }
        nodes += 1
        guard nodes <= CQL2Text.mostNodes else {
            throw fault("The filter has more than \(CQL2Text.mostNodes) conditions", at: current)
        }
        return try predicate()
    }

    private mutating func nested(
        _ body: (inout CQL2Parser) throws(Fault) -> Filter
    ) throws(Fault) -> Filter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= CQL2Text.deepestNesting else {
            throw fault("The filter is nested deeper than \(CQL2Text.deepestNesting) levels", at: current)
        }
        return try body(&self)
    }

    @discardableResult
    mutating func advance() -> CQL2Token {
        defer { if offset < tokens.count - 1 { offset += 1 } }
        return current
    }

    mutating func acceptWord(_ word: String) -> Bool {
        guard current.keyword == word else { return false }
        advance()
        return true
    }

    mutating func acceptSymbol(_ symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func expectSymbol(_ symbol: String) throws(Fault) {
        if !acceptSymbol(symbol) { throw unexpected("“\(symbol)”") }
    }

    mutating func expectWord(_ word: String) throws(Fault) {
        if !acceptWord(word) { throw unexpected(word) }
    }

    func unexpected(_ expected: String) -> Fault {
        fault("Expected \(expected) in the filter, found \(current.description)", at: current)
    }

    /// `message at character n.`
    func fault(_ message: String, at token: CQL2Token, remedy: String? = nil) -> Fault {
        Fault(.filterMalformed, "\(message) at character \(token.position).", remedy: remedy)
    }
}
