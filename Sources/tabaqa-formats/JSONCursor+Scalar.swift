import Glibc

extension JSONCursor {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19,
        1e20, 1e21, 1e22,
    ]

    /// Passes a number and returns its text's range and value.
    mutating func number() throws -> (range: Range<Int>, value: Double) {
        _ = peek()
        let start = place
        let negative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
        if negative { place += 1 }
        var mantissa: UInt64 = 0
        var fractionDigits = 0
        let whole = digits(into: &mantissa)
        guard whole.count > 0, whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
            throw malformed("a number")
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            fractionDigits = digits(into: &mantissa).count
            guard fractionDigits > 0 else { throw malformed("a digit") }
        }
        var hasExponent = false
        if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            place += 1
            if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
                place += 1
            }
            var ignored: UInt64 = 0
            guard digits(into: &ignored).count > 0 else { throw malformed("a digit") }
        }
        let range = start..<place
        // Both are exact doubles, so one correctly rounded division gives the nearest double.
        if !hasExponent, whole.count + fractionDigits <= 15 {
            let value = Double(mantissa) / JSONCursor.powers[fractionDigits]
            return (range, negative ? -value : value)
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw malformed("a number in the range of a double")
        }
        return (range, value)
    }

    private mutating func digits(into value: inout UInt64) -> Range<Int> {
        let start = place
        while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 {
            value = value &* 10 &+ UInt64(bytes[place] &- 0x30)
            place += 1
        }
        return start..<place
    }

    /// Passes a string without decoding it.
    mutating func skipString() throws {
        try expect(UInt8(ascii: "\""), "a string")
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\") { place += 1 }
        }
        throw malformed("the end of the string")
    }

    mutating func string() throws -> String {
        var text: [UInt8] = []
        try string(into: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes a string, appending its UTF-8 to `text`.
    mutating func string(into text: inout [UInt8]) throws {
        try expect(UInt8(ascii: "\""), "a string")
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                place += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                place += 1
                try escape(into: &text)
            } else if byte < 0x20 {
                throw malformed("no control character in a string")
            } else if byte < 0x80 {
                text.append(byte)
                place += 1
            } else {
                let length = UTF8Check.sequenceLength(bytes, at: place)
                guard length > 0 else { throw malformed("well-formed UTF-8") }
                text.append(contentsOf: bytes[place..<(place + length)])
                place += length
            }
        }
        throw malformed("the end of the string")
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard place < bytes.count else { throw malformed("an escape") }
        let kind = bytes[place]
        place += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800...0xDBFF).contains(code), takeLiteral("\\u") {
                let low = try hexadecimal()
                guard (0xDC00...0xDFFF).contains(low) else { throw malformed("a low surrogate") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw malformed("a Unicode character") }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw malformed("an escape")
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard place + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16),
            bytes[place] != UInt8(ascii: "+")
        else { throw malformed("four hexadecimal digits") }
        place += 4
        return code
    }
}
