internal import TabaqaFeatureModel

/// 128-bit FNV-1a over eight-byte words: names imported rows so that the same file gives the same ids.
/// Not a cryptographic hash; it names, it does not protect.
struct StableHash {
    private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

    mutating func mix(_ word: UInt64) {
        state = (state ^ UInt128(word)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
        // FNV lets high bits of the input reach only high bits of the state; fold them back.
        state ^= state >> 67
    }

    mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        // The length keeps "a" and "a\0" apart.
        mix(rest ^ UInt64(bytes.count) << 56)
    }

    mutating func mix(_ text: String) {
        var text = text
        text.withUTF8 { mix(UnsafeRawBufferPointer($0)) }
    }

    var value: UInt128 { state }

    /// 32 lower-case hexadecimal digits, the form of ids made by the store itself.
    var hexadecimal: String {
        var column = TextColumn()
        column.append(hexadecimal: state)
        return column[0] ?? ""
    }
}

extension TextColumn {
    /// Appends the 32 lower-case hexadecimal digits of `number`.
    mutating func append(hexadecimal number: UInt128) {
        let halves = (UInt64(truncatingIfNeeded: number >> 64), UInt64(truncatingIfNeeded: number))
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
            for index in 0..<32 {
                let half = index < 16 ? halves.0 : halves.1
                let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (index & 15))) & 15
                buffer.initializeElement(at: index, to: digit < 10 ? 0x30 + digit : 0x57 + digit)
            }
            append(utf8: UnsafeBufferPointer(buffer))
        }
    }
}
