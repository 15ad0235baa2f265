/// A recursive descent over the tokens of one CQL2 text. Conditions and values share one grammar, so that a
/// bracket need not be known for what it holds; the typing tells them apart.
struct CQL2Parser {
    let clock: ZoneClock
    var allowance = CQL2Allowance()
    private let tokens: [CQL2Token]
    private var offset = 0

    /// - Parameter tokens: end with an `.end` token.
    init(tokens: [CQL2Token], clock: ZoneClock) {
        self.tokens = tokens
        self.clock = clock
    }

    var current: CQL2Token { tokens[min(offset, tokens.count - 1)] }
    var following: CQL2Token { tokens[min(offset + 1, tokens.count - 1)] }

    mutating func parse() throws(Fault) -> CQL2Node {
        let node = try disjunction()
        guard current.kind == .end else {
            throw unexpected(
                node.isCondition ? "AND, OR or the end" : "=, <>, <, <=, >, >=, IN, BETWEEN, LIKE or IS")
        }
        return node
    }

    mutating func disjunction() throws(Fault) -> CQL2Node {
        let token = current
        var parts = [try conjunction()]
        while acceptWord("OR") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .call("or", parts, token)
    }

    private mutating func conjunction() throws(Fault) -> CQL2Node {
        let token = current
        var parts = [try negation()]
        while acceptWord("AND") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .call("and", parts, token)
    }

    private mutating func negation() throws(Fault) -> CQL2Node {
        let token = current
        guard acceptWord("NOT") else { return try predicate() }
        let part = try nested { (parser) throws(Fault) in try parser.negation() }
        return .call("not", [part], token)
    }

    mutating func nested<Result>(
        _ body: (inout CQL2Parser) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        try allowance.descend(at: current)
        defer { allowance.ascend() }
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
