/// Well-formedness of UTF-8 as Unicode's table 3-7 defines it: no overlong forms, no surrogates, nothing
/// above U+10FFFF.
enum UTF8Check {
    /// The length of the multi-byte sequence at `index`, or 0 when it is malformed.
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF4: (length, high) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: return 0
        }
        guard bytes.count - index >= length, bytes[index + 1] >= low, bytes[index + 1] <= high else {
            return 0
        }
        for step in 2..<max(2, length) where bytes[index + step] & 0xC0 != 0x80 { return 0 }
        return length
    }

    static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
            } else {
                let length = sequenceLength(bytes, at: index)
                if length == 0 { return false }
                index += length
            }
        }
        return true
    }

    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.allSatisfy { $0 < 0x80 } }
}
