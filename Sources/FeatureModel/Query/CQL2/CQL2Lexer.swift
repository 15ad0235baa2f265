/// One word of a CQL2 text, with the character (from 1) at which it begins.
struct CQL2Token: Equatable {
    enum Kind: Equatable {
        /// A bare word: a keyword or a property.
        case word(String)
        /// A property in double quotes.
        case quoted(String)
        case text(String)
        case number(String)
        /// An operator or bracket.
        case symbol(String)
        case end
    }

    var kind: Kind
    var position: Int

    /// The word in upper case; empty for everything else.
    var keyword: String {
        if case .word(let word) = kind { word.uppercased() } else { "" }
    }

    /// How messages show it.
    var description: String {
        switch kind {
        case .word(let text), .number(let text), .symbol(let text): "“\(text.prefix(40))”"
        case .quoted(let text): "\"\(text.prefix(40))\""
        case .text(let text): "'\(text.prefix(40))'"
        case .end: "the end"
        }
    }
}

/// Splits a CQL2 text into tokens.
struct CQL2Lexer {
    private let scalars: [Unicode.Scalar]
    private var offset = 0

    static func tokens(of text: String) throws(Fault) -> [CQL2Token] {
        var lexer = CQL2Lexer(scalars: Array(text.unicodeScalars))
        var tokens: [CQL2Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var current: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    private mutating func next() throws(Fault) -> CQL2Token {
        while let scalar = current, scalar.properties.isWhitespace { offset += 1 }
        let start = offset
        guard let scalar = current else { return CQL2Token(kind: .end, position: start + 1) }
        let kind: CQL2Token.Kind
        switch scalar {
        case "'": kind = .text(try delimited(by: "'"))
        case "\"": kind = .quoted(try delimited(by: "\""))
        case "0"..."9": kind = .number(number())
        case ".":
            guard offset + 1 < scalars.count, ("0"..."9").contains(scalars[offset + 1]) else {
                throw stray(scalar)
            }
            kind = .number(number())
        case "(", ")", ",", "=", "+", "-", "*", "/", "%", "^":
            offset += 1
            kind = .symbol(String(Character(scalar)))
        case "<", ">", "!": kind = .symbol(try comparison())
        default:
            guard isWordStart(scalar) else { throw stray(scalar) }
            kind = .word(word())
        }
        return CQL2Token(kind: kind, position: start + 1)
    }

    private func stray(_ scalar: Unicode.Scalar) -> Fault {
        Fault(
            .filterMalformed, "The filter has a stray “\(Character(scalar))” at character \(offset + 1).",
            remedy: "Put texts in single quotes, as in category = 'building'.")
    }

    private mutating func comparison() throws(Fault) -> String {
        var symbol = String(Character(scalars[offset]))
        offset += 1
        if let scalar = current, scalar == "=" || (scalar == ">" && symbol == "<") {
            symbol.unicodeScalars.append(scalar)
            offset += 1
        }
        if symbol == "!" {
            offset -= 1
            throw stray("!")
        }
        return symbol == "!=" ? "<>" : symbol
    }

    private mutating func number() -> String {
        let start = offset
        while let scalar = current {
            let isExponentSign =
                (scalar == "+" || scalar == "-") && offset > start
                && "eE".unicodeScalars.contains(scalars[offset - 1])
            guard ("0"..."9").contains(scalar) || ".eE".unicodeScalars.contains(scalar) || isExponentSign
            else {
                break
            }
            offset += 1
        }
        return text(start..<offset)
    }

    private mutating func word() -> String {
        let start = offset
        while let scalar = current, isWordStart(scalar) || ("0"..."9").contains(scalar) || scalar == "." {
            offset += 1
        }
        return text(start..<offset)
    }

    private func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == ":" || scalar.properties.isAlphabetic
            || scalar.properties.generalCategory == .nonspacingMark
    }

    /// The text between two quotes; a quote inside is doubled, or in texts escaped with a backslash.
    private mutating func delimited(by quote: Unicode.Scalar) throws(Fault) -> String {
        let start = offset
        offset += 1
        var content = String.UnicodeScalarView()
        while let scalar = current {
            offset += 1
            if scalar == quote {
                guard current == quote else { return String(content) }
                offset += 1
            } else if scalar == "\\", quote == "'", current == "'" {
                offset += 1
                content.append("'")
                continue
            }
            content.append(scalar)
        }
        throw Fault(
            .filterMalformed, "The quote at character \(start + 1) of the filter is not closed.",
            remedy: "A quote inside a text is written twice: 'Çay''ın'.")
    }

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }
}
