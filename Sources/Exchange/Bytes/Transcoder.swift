/// Turns bytes of one encoding into UTF-8, piece by piece.
struct Transcoder {
    let encoding: TextEncoding
    /// UTF-8 of each byte, up to three bytes packed from the lowest, the count in the highest byte.
    private let table: [UInt32]
    /// Bytes of a UTF-16 unit or pair that the last piece cut.
    private var carry: [UInt8] = []

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        let upper = encoding.upperHalf ?? []
        table =
            upper.isEmpty
            ? [] : (0..<256).map { Self.packed(UInt32($0 < 128 ? UInt16($0) : upper[$0 - 128])) }
    }

    /// - Parameter isLast: whether no piece follows. Units that cannot be decoded become U+FFFD.
    mutating func transcode(_ input: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
        table.isEmpty ? wide(input, isLast: isLast) : narrow(input)
    }

    private func narrow(_ input: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: input.count * 3) { buffer, count in
            var filled = 0
            for byte in input {
                var packed = table[Int(byte)]
                for _ in 0..<packed >> 24 {
                    buffer[filled] = UInt8(truncatingIfNeeded: packed)
                    filled += 1
                    packed >>= 8
                }
            }
            count = filled
        }
    }

    private mutating func wide(_ input: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
        let bytes = carry + input
        carry = []
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3 / 2 + 4)
        let low = encoding == .utf16LittleEndian ? 0 : 1
        func unit(_ index: Int) -> UInt32 { UInt32(bytes[index + low]) | UInt32(bytes[index + 1 - low]) << 8 }
        var index = 0
        while index + 1 < bytes.count {
            let first = unit(index)
            guard first & 0xF800 == 0xD800 else {
                Self.append(Self.packed(first), to: &output)
                index += 2
                continue
            }
            guard first < 0xDC00, index + 3 < bytes.count || isLast else {
                if first < 0xDC00 { break }
                Self.append(Self.packed(0xFFFD), to: &output)
                index += 2
                continue
            }
            let second = index + 3 < bytes.count ? unit(index + 2) : 0
            if second & 0xFC00 == 0xDC00 {
                let scalar = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
                for shift: UInt32 in [18, 12, 6, 0] {
                    output.append(UInt8(shift == 18 ? 0xF0 | scalar >> 18 : 0x80 | (scalar >> shift) & 0x3F))
                }
                index += 4
            } else {
                Self.append(Self.packed(0xFFFD), to: &output)
                index += 2
            }
        }
        if isLast {
            if index < bytes.count { Self.append(Self.packed(0xFFFD), to: &output) }
        } else {
            carry = Array(bytes[index...])
        }
        return output
    }

    private static func append(_ packed: UInt32, to output: inout [UInt8]) {
        for index in 0..<packed >> 24 { output.append(UInt8(truncatingIfNeeded: packed >> (index * 8))) }
    }

    private static func packed(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return 1 << 24 | scalar }
        if scalar < 0x800 { return 2 << 24 | (0x80 | scalar & 0x3F) << 8 | 0xC0 | scalar >> 6 }
        return 3 << 24 | (0x80 | scalar & 0x3F) << 16 | (0x80 | scalar >> 6 & 0x3F) << 8 | 0xE0 | scalar >> 12
    }
}
