/// A LIKE pattern: `%` any run, `_` one character, `\` escapes the next.
struct LikePattern {
    private enum Token: Equatable {
        case anyRun
        case anyOne
        case scalar(Unicode.Scalar)
    }

    private let tokens: [Token]
    private let foldsCase: Bool

    init(_ pattern: String, foldsCase: Bool) {
        self.foldsCase = foldsCase
        var tokens: [Token] = []
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if isEscaped {
                isEscaped = false
                tokens += Self.letters(scalar, foldsCase).map(Token.scalar)
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "%" {
                if tokens.last != .anyRun { tokens.append(.anyRun) }
            } else if scalar == "_" {
                tokens.append(.anyOne)
            } else {
                tokens += Self.letters(scalar, foldsCase).map(Token.scalar)
            }
        }
        if isEscaped { tokens.append(.scalar("\\")) }
        self.tokens = tokens
    }

    func matches(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.flatMap { Self.letters($0, foldsCase) }
        var token = 0
        var place = 0
        var lastRun = -1
        var runPlace = 0
        while place < scalars.count {
            if token < tokens.count, tokens[token] == .anyRun {
                lastRun = token
                runPlace = place
                token += 1
            } else if token < tokens.count,
                tokens[token] == .anyOne || tokens[token] == .scalar(scalars[place])
            {
                token += 1
                place += 1
            } else if lastRun >= 0 {
                runPlace += 1
                place = runPlace
                token = lastRun + 1
            } else {
                return false
            }
        }
        while token < tokens.count, tokens[token] == .anyRun { token += 1 }
        return token == tokens.count
    }

    /// Case folding under which the Turkish i's are one letter, as they are in a city's mixed files.
    private static func letters(_ scalar: Unicode.Scalar, _ folds: Bool) -> [Unicode.Scalar] {
        guard folds else { return [scalar] }
        switch scalar {
        case "I", "İ", "ı": return ["i"]
        case "\u{307}": return []
        default: return Array(scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }
}
