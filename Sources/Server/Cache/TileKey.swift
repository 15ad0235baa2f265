/// What a tile depends on, as 128 bits: equal keys, equal bytes. Two multiplicative sums over length-marked parts;
/// against accidents, not forgers: who may choose parameters gets no other viewer's answer, for the layer and the
/// audience stand first and keys are not secret.
struct TileKey: Hashable, Sendable {
    private(set) var high: UInt64 = 0x243F_6A88_85A3_08D3
    private(set) var low: UInt64 = 0x1319_8A2E_0370_7344

    init() {}

    init(summing parts: [ArraySlice<UInt8>]) {
        for part in parts { part.withUnsafeBytes { mix($0) } }
    }

    mutating func mix(_ text: String) {
        var text = text
        text.withUTF8 { mix(UnsafeRawBufferPointer($0)) }
    }

    mutating func mix(_ number: some FixedWidthInteger) { step(UInt64(truncatingIfNeeded: number)) }

    mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        step(UInt64(bytes.count))
        var offset = 0
        while offset + 8 <= bytes.count {
            step(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        guard offset < bytes.count else { return }
        var rest: UInt64 = 0
        for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
        step(rest)
    }

    @inline(__always)
    private mutating func step(_ word: UInt64) {
        high = (high ^ word) &* 0x9E37_79B9_7F4A_7C15
        high ^= high >> 32
        low = (low ^ word &+ 0xA409_3822_299F_31D0) &* 0xD6E8_FEB8_6659_FD93
        low ^= low >> 29
    }

    /// 32 hexadecimal digits: a file's name, and the entity tag.
    var text: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

    private static func hexadecimal(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
