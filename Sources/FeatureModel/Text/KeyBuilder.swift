/// Collects a folded key: UTF-8 bytes, with one space between words and none at either end.
struct KeyBuilder {
    private var bytes: [UInt8] = []
    private var isSeparated = false

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    var isEmpty: Bool { bytes.isEmpty }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Ends the current word.
    mutating func separate() { isSeparated = true }

    mutating func append(_ byte: UInt8) {
        if isSeparated, !bytes.isEmpty { bytes.append(0x20) }
        isSeparated = false
        bytes.append(byte)
    }

    mutating func append(_ letters: StaticString) {
        letters.withUTF8Buffer { $0.forEach { append($0) } }
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        if isSeparated, !bytes.isEmpty { bytes.append(0x20) }
        isSeparated = false
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// Letters are lowered, digits and the signs `$ + < = >` kept; every other character ends the word.
    mutating func appendASCII(_ byte: UInt8) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x24, 0x2B, 0x3C...0x3E: append(byte)
        case 0x41...0x5A: append(byte | 0x20)
        default: separate()
        }
    }
}
