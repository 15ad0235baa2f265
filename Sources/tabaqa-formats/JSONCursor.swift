import Glibc

/// Reads JSON (RFC 8259) off a buffer, piece by piece and without building a tree.
///
/// Every method throws ``Malformed`` rather than reading past the end.
struct JSONCursor {
    struct Malformed: Error {
        let offset: Int
        let expected: StaticString
    }

    static let deepest = 64

    let bytes: UnsafeBufferPointer<UInt8>
    var place = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    func malformed(_ expected: StaticString) -> Malformed { Malformed(offset: place, expected: expected) }

    /// The next byte that is no white space, without passing it; 0 at the end.
    mutating func peek() -> UInt8 {
        while place < bytes.count {
            let byte = bytes[place]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            place += 1
        }
        return 0
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte, place < bytes.count else { return false }
        place += 1
        return true
    }

    mutating func expect(_ byte: UInt8, _ expected: StaticString) throws {
        guard take(byte) else { throw malformed(expected) }
    }

    mutating func expectEnd() throws {
        guard peek() == 0, place == bytes.count else { throw malformed("the end of the record") }
    }

    /// Passes a literal when it stands here.
    mutating func takeLiteral(_ text: StaticString) -> Bool {
        _ = peek()
        let length = text.utf8CodeUnitCount
        guard bytes.count - place >= length, let base = bytes.baseAddress,
            memcmp(base + place, text.utf8Start, length) == 0
        else { return false }
        place += length
        return true
    }

    /// Calls `member` for each key of an object; `member` must pass the value.
    mutating func object(_ member: (inout JSONCursor, String) throws -> Void) throws {
        try expect(UInt8(ascii: "{"), "an object")
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let key = try string()
            try expect(UInt8(ascii: ":"), "a colon")
            try member(&self, key)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"), "a comma or the end of the object")
    }

    /// Calls `element` for each element of an array; `element` must pass the value.
    mutating func array(_ element: (inout JSONCursor) throws -> Void) throws {
        try expect(UInt8(ascii: "["), "an array")
        if take(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"), "a comma or the end of the array")
    }

    /// Passes any value and returns where it lies.
    @discardableResult
    mutating func skip(depth: Int = 0) throws -> Range<Int> {
        guard depth < JSONCursor.deepest else { throw malformed("fewer nested values") }
        let first = peek()
        let start = place
        switch first {
        case UInt8(ascii: "{"):
            place += 1
            if take(UInt8(ascii: "}")) { break }
            repeat {
                try skipString()
                try expect(UInt8(ascii: ":"), "a colon")
                try skip(depth: depth + 1)
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"), "a comma or the end of the object")
        case UInt8(ascii: "["):
            place += 1
            if take(UInt8(ascii: "]")) { break }
            repeat { try skip(depth: depth + 1) } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"), "a comma or the end of the array")
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            guard takeLiteral("true") || takeLiteral("false") || takeLiteral("null") else {
                throw malformed("a value")
            }
        default: _ = try number()
        }
        return start..<place
    }
}
