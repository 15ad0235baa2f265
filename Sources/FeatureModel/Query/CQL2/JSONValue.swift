/// A JSON document (RFC 8259) that knows where its values stand.
indirect enum JSONValue {
    /// In the order written; a name may occur once.
    case object([String: JSONValue], position: Int)
    case array([JSONValue], position: Int)
    case string(String, position: Int)
    /// As written.
    case number(String, position: Int)
    case truth(Bool, position: Int)
    case null(position: Int)

    /// The character (byte, from 1) at which the value begins.
    var position: Int {
        switch self {
        case .object(_, let position), .array(_, let position), .string(_, let position),
            .number(_, let position), .truth(_, let position), .null(let position):
            position
        }
    }
}

/// A recursive descent over the bytes of one JSON text, whose depth is known before it begins.
struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0

    /// - Throws: `filter.malformed`, also when brackets nest deeper than `depth`.
    static func parse(_ text: String, depth: Int) throws(Fault) -> JSONValue {
        var reader = JSONReader(bytes: Array(text.utf8))
        guard reader.nesting <= depth else {
            throw Fault(.filterMalformed, "The filter's JSON is nested deeper than \(depth) brackets.")
        }
        let value = try reader.value()
        reader.skipSpace()
        guard reader.offset == reader.bytes.count else { throw reader.malformed("the end") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How deep brackets nest, without looking at what is between them.
    private var nesting: Int {
        var deepest = 0
        var depth = 0
        var isText = false
        var isEscaped = false
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isText = false
                }
            } else if byte == 0x22 {
                isText = true
            } else if byte == 0x7B || byte == 0x5B {
                depth += 1
                deepest = max(deepest, depth)
            } else if byte == 0x7D || byte == 0x5D {
                depth -= 1
            }
        }
        return deepest
    }

    private mutating func value() throws(Fault) -> JSONValue {
        skipSpace()
        let position = offset + 1
        guard offset < bytes.count else { throw malformed("a value") }
        switch bytes[offset] {
        case 0x7B: return .object(try members(), position: position)
        case 0x5B: return .array(try elements(), position: position)
        case 0x22: return .string(try string(), position: position)
        case 0x2D, 0x30...0x39: return .number(try number(), position: position)
        case 0x74:
            try expect("true")
            return .truth(true, position: position)
        case 0x66:
            try expect("false")
            return .truth(false, position: position)
        case 0x6E:
            try expect("null")
            return .null(position: position)
        default: throw malformed("a value")
        }
    }

    private mutating func members() throws(Fault) -> [String: JSONValue] {
        offset += 1
        var members: [String: JSONValue] = [:]
        if accept(0x7D) { return members }
        repeat {
            skipSpace()
            let start = offset
            guard offset < bytes.count, bytes[offset] == 0x22 else { throw malformed("a name in quotes") }
            let name = try string()
            guard accept(0x3A) else { throw malformed("“:”") }
            guard members.updateValue(try value(), forKey: name) == nil else {
                offset = start
                throw malformed("a name not given before")
            }
        } while accept(0x2C)
        guard accept(0x7D) else { throw malformed("“,” or “}”") }
        return members
    }

    private mutating func elements() throws(Fault) -> [JSONValue] {
        offset += 1
        if accept(0x5D) { return [] }
        var elements: [JSONValue] = []
        repeat { elements.append(try value()) } while accept(0x2C)
        guard accept(0x5D) else { throw malformed("“,” or “]”") }
        return elements
    }

    private mutating func string() throws(Fault) -> String {
        let start = offset
        offset += 1
        var content: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case 0x22: return String(decoding: content, as: UTF8.self)
            case 0x5C: content.append(contentsOf: try escape())
            case 0..<0x20:
                offset -= 1
                throw malformed("no control character in a text")
            default: content.append(byte)
            }
        }
        offset = start
        throw malformed("a text that is closed")
    }

    private mutating func escape() throws(Fault) -> [UInt8] {
        guard offset < bytes.count else { throw malformed("an escaped character") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: return [byte]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75: break
        default:
            offset -= 1
            throw malformed("one of \"\\/bfnrtu")
        }
        var units = [try codeUnit()]
        if (0xD800..<0xDC00).contains(units[0]), offset + 1 < bytes.count, bytes[offset] == 0x5C,
            bytes[offset + 1] == 0x75
        {
            offset += 2
            units.append(try codeUnit())
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private mutating func codeUnit() throws(Fault) -> UInt16 {
        guard offset + 4 <= bytes.count,
            bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
        else { throw malformed("four hexadecimal digits") }
        offset += 4
        return unit
    }

    private mutating func number() throws(Fault) -> String {
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: offset += 1
            default: return String(decoding: bytes[start..<offset], as: UTF8.self)
            }
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func expect(_ word: String) throws(Fault) {
        let end = offset + word.utf8.count
        guard end <= bytes.count, bytes[offset..<end].elementsEqual(word.utf8) else {
            throw malformed("“\(word)”")
        }
        offset = end
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private func malformed(_ expected: String) -> Fault {
        Fault(
            .filterMalformed, "The filter is no JSON: expected \(expected) at character \(offset + 1).",
            remedy: "Write for example {\"op\": \">=\", \"args\": [{\"property\": \"severity\"}, 3]}.")
    }
}
