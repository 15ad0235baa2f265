/// A LIKE pattern: `%` any run, `_` one character, `\` takes the next as it is.
public struct LikePattern: Sendable {
    private enum Token: Equatable, Sendable {
        case anyRun
        case anyOne
        case byte(UInt8)
    }

    private let tokens: [Token]

    public init(_ pattern: String) {
        var tokens: [Token] = []
        var isEscaped = false
        for byte in pattern.utf8 {
            if isEscaped {
                isEscaped = false
                tokens.append(.byte(byte))
            } else if byte == 0x5C {
                isEscaped = true
            } else if byte == 0x25 {
                if tokens.last != .anyRun { tokens.append(.anyRun) }
            } else if byte == 0x5F {
                tokens.append(.anyOne)
            } else {
                tokens.append(.byte(byte))
            }
        }
        if isEscaped { tokens.append(.byte(0x5C)) }
        self.tokens = tokens
    }

    /// - Parameter text: UTF-8.
    public func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var token = 0
        var place = 0
        var lastRun = -1
        var runPlace = 0
        while place < text.count {
            if token < tokens.count, tokens[token] == .anyRun {
                lastRun = token
                runPlace = place
                token += 1
            } else if token < tokens.count, tokens[token] == .anyOne {
                token += 1
                place = Self.next(place, text)
            } else if token < tokens.count, tokens[token] == .byte(text[place]) {
                token += 1
                place += 1
            } else if lastRun >= 0 {
                runPlace = Self.next(runPlace, text)
                place = runPlace
                token = lastRun + 1
            } else {
                return false
            }
        }
        while token < tokens.count, tokens[token] == .anyRun { token += 1 }
        return token == tokens.count
    }

    /// Where the next character begins.
    private static func next(_ place: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        var place = place + 1
        while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
        return place
    }
}
