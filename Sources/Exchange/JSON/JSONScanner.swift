internal import TabaqaFeatureModel

/// A strict scanner of JSON text (RFC 8259) over bytes that someone else keeps alive.
///
/// Builds no values: it moves `position` and says where things lie. Strings are not checked for UTF-8; the
/// source of the bytes does that.
struct JSONScanner {
    /// The raw bytes of a string between its quotes.
    struct Text {
        var start: Int
        var length: Int
        var hasEscapes: Bool
    }

    static let depthLimit = 512

    let base: UnsafeMutablePointer<UInt8>
    let end: Int
    var position: Int

    init(_ base: UnsafeMutablePointer<UInt8>, end: Int, position: Int = 0) {
        self.base = base
        self.end = end
        self.position = position
    }

    /// The next byte; 0 at the end.
    @inline(__always)
    var current: UInt8 { position < end ? base[position] : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while position < end {
            let byte = base[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    func failure(_ message: String, at offset: Int? = nil, member: String? = nil) -> JSONFailure {
        JSONFailure(
            offset: offset ?? position, message: message, isAtEnd: position >= end, member: member)
    }

    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(JSONFailure) {
        guard position < end, base[position] == byte else {
            throw failure("“\(Character(Unicode.Scalar(byte)))” expected, \(found) found.")
        }
        position += 1
    }

    /// What stands at `position`, for messages.
    var found: String {
        guard position < end else { return "the end of the text" }
        let byte = base[position]
        return byte > 0x20 && byte < 0x7F ? "“\(Character(Unicode.Scalar(byte)))”" : "byte \(byte)"
    }

    /// Moves past one whole value.
    mutating func skipValue(depth: Int = 0) throws(JSONFailure) {
        switch current {
        case 0x22: _ = try string()
        case 0x7B: try skipObject(depth: depth + 1)
        case 0x5B: try skipArray(depth: depth + 1)
        case 0x74: try literal("true")
        case 0x66: try literal("false")
        case 0x6E: try literal("null")
        case 0x2D, 0x30...0x39: try skipNumber()
        default: throw failure("A value expected, \(found) found.")
        }
    }

    private mutating func skipObject(depth: Int) throws(JSONFailure) {
        guard depth <= Self.depthLimit else { throw failure("Nested deeper than \(Self.depthLimit).") }
        position += 1
        skipSpace()
        if current == 0x7D {
            position += 1
            return
        }
        while true {
            guard current == 0x22 else { throw failure("A member name expected, \(found) found.") }
            _ = try string()
            skipSpace()
            try expect(0x3A)
            skipSpace()
            try skipValue(depth: depth)
            skipSpace()
            if current == 0x2C {
                position += 1
                skipSpace()
            } else {
                try expect(0x7D)
                return
            }
        }
    }

    private mutating func skipArray(depth: Int) throws(JSONFailure) {
        guard depth <= Self.depthLimit else { throw failure("Nested deeper than \(Self.depthLimit).") }
        position += 1
        skipSpace()
        if current == 0x5D {
            position += 1
            return
        }
        while true {
            try skipValue(depth: depth)
            skipSpace()
            if current == 0x2C {
                position += 1
                skipSpace()
            } else {
                try expect(0x5D)
                return
            }
        }
    }

    mutating func literal(_ text: StaticString) throws(JSONFailure) {
        for index in 0..<text.utf8CodeUnitCount {
            guard position < end, base[position] == text.utf8Start[index] else {
                throw failure("A value expected, \(found) found.")
            }
            position += 1
        }
    }

    /// Moves past the string whose opening quote is next.
    mutating func string() throws(JSONFailure) -> Text {
        let opening = position
        var index = position + 1
        let start = index
        var hasEscapes = false
        let raw = UnsafeRawPointer(base)
        while true {
            while index + 8 <= end {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let special = Self.specials(word)
                if special != 0 {
                    index += special.trailingZeroBitCount >> 3
                    break
                }
                index += 8
            }
            guard index < end else {
                position = end
                throw failure("The text ends within a string.", at: opening)
            }
            let byte = base[index]
            if byte == 0x22 {
                position = index + 1
                return Text(start: start, length: index - start, hasEscapes: hasEscapes)
            }
            if byte == 0x5C {
                hasEscapes = true
                position = index + 1
                try skipEscape()
                index = position
            } else if byte < 0x20 {
                position = index
                throw failure("An unescaped control character stands in a string.")
            } else {
                index += 1
            }
        }
    }

    private mutating func skipEscape() throws(JSONFailure) {
        switch current {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            guard position < end else { throw failure("The text ends within a string.") }
            position += 1
        case 0x75:
            position += 1
            for _ in 0..<4 {
                switch current {
                case 0x30...0x39, 0x41...0x46, 0x61...0x66: position += 1
                default: throw failure("Four hexadecimal digits expected after \\u.")
                }
            }
        default: throw failure("“\\” is followed by \(found), which is no escape.")
        }
    }

    /// Marks the highest bit of bytes that are a quote, a backslash or below 0x20.
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ 0x2222_2222_2222_2222
        let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        return
            ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash
            | (word &- 0x2020_2020_2020_2020) & ~word) & 0x8080_8080_8080_8080
    }
}
