internal import TabaqaFeatureModel

extension JSONScanner {
    /// Replaces the escapes of a string in place; the result is never longer.
    ///
    /// - Returns: the new length. Halves of surrogate pairs standing alone become U+FFFD.
    static func unescape(_ base: UnsafeMutablePointer<UInt8>, _ start: Int, _ length: Int) -> Int {
        var read = start
        var write = start
        let end = start + length
        while read < end {
            let byte = base[read]
            guard byte == 0x5C else {
                base[write] = byte
                read += 1
                write += 1
                continue
            }
            let kind = base[read + 1]
            read += 2
            switch kind {
            case 0x62: base[write] = 0x08
            case 0x66: base[write] = 0x0C
            case 0x6E: base[write] = 0x0A
            case 0x72: base[write] = 0x0D
            case 0x74: base[write] = 0x09
            case 0x75:
                var scalar = hexadecimal(base + read)
                read += 4
                if scalar & 0xFC00 == 0xD800, read + 6 <= end, base[read] == 0x5C, base[read + 1] == 0x75 {
                    let low = hexadecimal(base + read + 2)
                    if low & 0xFC00 == 0xDC00 {
                        scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
                        read += 6
                    }
                }
                write += put(scalar, base + write)
                continue
            default: base[write] = kind
            }
            write += 1
        }
        return write - start
    }

    /// The text as a string, escapes replaced.
    func string(of text: Text) -> String {
        var bytes = Array(UnsafeBufferPointer(start: base + text.start, count: text.length))
        let length =
            text.hasEscapes
            ? bytes.withUnsafeMutableBufferPointer { buffer in
                buffer.baseAddress.map { Self.unescape($0, 0, text.length) } ?? 0
            } : text.length
        return String(decoding: bytes[..<length], as: UTF8.self)
    }

    /// Whether the raw bytes of `text` are `word`.
    @inline(__always)
    func matches(_ text: Text, _ word: StaticString) -> Bool {
        guard text.length == word.utf8CodeUnitCount else { return false }
        for index in 0..<text.length where base[text.start + index] != word.utf8Start[index] { return false }
        return true
    }

    private static func hexadecimal(_ digits: UnsafeMutablePointer<UInt8>) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<4 {
            let digit = digits[index]
            value = value << 4 | UInt32(digit < 0x40 ? digit - 0x30 : (digit | 0x20) - 0x57)
        }
        return value
    }

    private static func put(_ value: UInt32, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        let scalar = value & 0xFFFF_F800 == 0xD800 ? 0xFFFD : value
        if scalar < 0x80 {
            target[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            target[0] = UInt8(0xC0 | scalar >> 6)
            target[1] = UInt8(0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x10000 {
            target[0] = UInt8(0xE0 | scalar >> 12)
            target[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            target[2] = UInt8(0x80 | scalar & 0x3F)
            return 3
        }
        target[0] = UInt8(0xF0 | scalar >> 18)
        target[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
        target[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
        target[3] = UInt8(0x80 | scalar & 0x3F)
        return 4
    }
}
