/// Whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    enum Outcome: Equatable {
        /// All bytes are whole characters.
        case valid
        /// The bytes from this offset on begin a character that may continue.
        case cut(Int)
        /// The byte at this offset cannot stand there.
        case invalid(Int)
    }

    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
        let count = bytes.count
        guard let base = bytes.baseAddress else { return .valid }
        let raw = UnsafeRawPointer(base)
        var index = 0
        while index < count {
            while index + 8 <= count,
                raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            { index += 8 }
            guard index < count else { break }
            let lead = base[index]
            if lead < 0x80 {
                index += 1
                continue
            }
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
            default: return .invalid(index)
            }
            for offset in 1..<length {
                guard index + offset < count else { return .cut(index) }
                let byte = base[index + offset]
                guard byte >= (offset == 1 ? low : 0x80), byte <= (offset == 1 ? high : 0xBF) else {
                    return .invalid(index)
                }
            }
            index += length
        }
        return .valid
    }
}
