/// Reads an XML 1.0 text without a document type into a tree. No entities but the five and numbers, no
/// namespaces, nothing from outside; bounded in size, depth and count, so that no text costs more than its length.
struct XMLReader {
    struct Failure: Error {
        var offset: Int
        var message: String
    }

    static let largest = 10 << 20
    static let deepest = 32
    static let mostElements = 100_000
    private static let mostAttributes = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var elements = 0

    /// The root element.
    static func read(_ bytes: [UInt8]) throws(Failure) -> XMLNode {
        guard bytes.count <= largest else {
            throw Failure(offset: largest, message: "it is larger than \(largest >> 20) MB")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Failure(offset: 0, message: "it is not UTF-8")
        }
        let result: Result<XMLNode, Failure> = bytes.withUnsafeBufferPointer { buffer in
            var reader = XMLReader(bytes: buffer)
            do throws(Failure) { return .success(try reader.document()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func document() throws(Failure) -> XMLNode {
        if starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        if starts(with: "<?xml"), isSpace(at: offset + 5) { try declaration() }
        try miscellany()
        guard current == 0x3C else { throw failure("it does not begin with an element") }
        let root = try element(depth: 1)
        try miscellany()
        guard offset == bytes.count else { throw failure("something follows its root element") }
        return root
    }

    /// `<?xml … ?>`: another encoding than UTF-8 is refused.
    private mutating func declaration() throws(Failure) {
        let start = offset
        try skip(through: "?>")
        let text = String(decoding: bytes[start..<offset], as: UTF8.self).lowercased()
        guard let mark = text.firstRange(of: "encoding") else { return }
        let value = text[mark.upperBound...].drop { " \t\r\n='\"".contains($0) }
            .prefix { !"'\"?".contains($0) }
        guard value == "utf-8" || value == "utf8" else { throw failure("its encoding is not UTF-8") }
    }

    /// Comments, instructions and white space outside the root.
    private mutating func miscellany() throws(Failure) {
        while offset < bytes.count {
            if isSpace(at: offset) {
                offset += 1
            } else if starts(with: "<!--") {
                try skip(through: "-->")
            } else if starts(with: "<?") {
                try skip(through: "?>")
            } else if starts(with: "<!") {
                throw failure("it has a document type")
            } else {
                return
            }
        }
    }

    private mutating func element(depth: Int) throws(Failure) -> XMLNode {
        guard depth <= Self.deepest else { throw failure("it is nested deeper than \(Self.deepest) levels") }
        elements += 1
        guard elements <= Self.mostElements else {
            throw failure("it has more than \(Self.mostElements) elements")
        }
        offset += 1
        let qualified = try name()
        var node = XMLNode(name: Self.local(qualified))
        if try attributes(of: &node) { return node }
        var text: [UInt8] = []
        while true {
            guard let byte = current else { throw failure("“\(node.name.prefix(60))” is not closed") }
            guard byte == 0x3C else {
                try characters(into: &text, until: 0x3C)
                continue
            }
            if starts(with: "</") {
                offset += 2
                guard try name() == qualified else {
                    throw failure("“\(node.name.prefix(60))” is not closed")
                }
                skipSpace()
                try expect(0x3E)
                node.text = String(decoding: text, as: UTF8.self)
                return node
            } else if starts(with: "<!--") {
                try skip(through: "-->")
            } else if starts(with: "<![CDATA[") {
                offset += 9
                let start = offset
                try skip(through: "]]>")
                text += bytes[start..<(offset - 3)]
            } else if starts(with: "<?") {
                try skip(through: "?>")
            } else if starts(with: "<!") {
                throw failure("it has a declaration")
            } else {
                node.children.append(try element(depth: depth + 1))
            }
        }
    }

    /// Whether the element ends with its own tag.
    private mutating func attributes(of node: inout XMLNode) throws(Failure) -> Bool {
        while true {
            let hadSpace = isSpace(at: offset)
            skipSpace()
            switch current {
            case 0x3E:
                offset += 1
                return false
            case 0x2F:
                offset += 1
                try expect(0x3E)
                return true
            default: break
            }
            guard hadSpace else { throw failure("a tag is not closed") }
            let qualified = try name()
            skipSpace()
            try expect(0x3D)
            skipSpace()
            guard let quote = current, quote == 0x22 || quote == 0x27 else {
                throw failure("an attribute has no quotes")
            }
            offset += 1
            var value: [UInt8] = []
            while let byte = current, byte != quote {
                guard byte != 0x3C else { throw failure("an attribute has a “<”") }
                try characters(into: &value, until: quote)
            }
            try expect(quote)
            guard node.attributes.count < Self.mostAttributes else {
                throw failure("an element has more than \(Self.mostAttributes) attributes")
            }
            if !qualified.hasPrefix("xmlns") {
                node.attributes[Self.local(qualified)] = String(decoding: value, as: UTF8.self)
            }
        }
    }

    /// Appends text up to `stop`, `<` or the end, references resolved and line ends as LF.
    private mutating func characters(into text: inout [UInt8], until stop: UInt8) throws(Failure) {
        while let byte = current, byte != stop, byte != 0x3C {
            switch byte {
            case 0x26: try reference(into: &text)
            case 0x0D:
                offset += 1
                if current != 0x0A { text.append(0x0A) }
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F: throw failure("it has control characters")
            default:
                text.append(byte)
                offset += 1
            }
        }
    }

    private mutating func reference(into text: inout [UInt8]) throws(Failure) {
        let start = offset + 1
        var end = start
        while end < bytes.count, end - start <= 10, bytes[end] != 0x3B { end += 1 }
        guard end < bytes.count, bytes[end] == 0x3B else { throw failure("it has a stray “&”") }
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        let scalar: Unicode.Scalar?
        switch name {
        case "amp": scalar = "&"
        case "lt": scalar = "<"
        case "gt": scalar = ">"
        case "quot": scalar = "\""
        case "apos": scalar = "'"
        default:
            let digits = name.dropFirst()
            let code =
                digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
            guard name.first == "#", let code, Self.isCharacter(code) else {
                throw failure("it has an unknown entity")
            }
            scalar = Unicode.Scalar(code)
        }
        guard let scalar else { throw failure("it has an unknown entity") }
        text += Array(String(scalar).utf8)
        offset = end + 1
    }

    /// The characters XML 1.0 has.
    private static func isCharacter(_ code: UInt32) -> Bool {
        switch code {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private mutating func name() throws(Failure) -> String {
        let start = offset
        while let byte = current, byte >= 0x80 || Self.isNameByte(byte) { offset += 1 }
        guard offset > start, offset - start <= 256, !(0x2D...0x39).contains(bytes[start]) else {
            throw failure("a name is missing")
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D, 0x2E, 0x3A: true
        default: false
        }
    }

    private static func local(_ name: String) -> String {
        guard let colon = name.lastIndex(of: ":") else { return name }
        return String(name[name.index(after: colon)...])
    }

    // MARK: bytes

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func isSpace(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        return switch bytes[place] {
        case 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    private mutating func skipSpace() {
        while isSpace(at: offset) { offset += 1 }
    }

    private func starts(with text: StaticString) -> Bool {
        starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func starts(with sequence: some Collection<UInt8>) -> Bool {
        bytes.count - offset >= sequence.count && bytes[offset...].starts(with: sequence)
    }

    private mutating func expect(_ byte: UInt8) throws(Failure) {
        guard current == byte else { throw failure("“\(Character(Unicode.Scalar(byte)))” is missing") }
        offset += 1
    }

    private mutating func skip(through end: StaticString) throws(Failure) {
        while offset < bytes.count {
            if starts(with: end) {
                offset += end.utf8CodeUnitCount
                return
            }
            offset += 1
        }
        throw failure("something is not closed")
    }

    private func failure(_ message: String) -> Failure { Failure(offset: offset, message: message) }
}
