import Glibc

/// Strings as JSON. What is not UTF-8 becomes U+FFFD, and the caller is told.
extension JSONBuffer {
    func string(_ text: String) {
        var copy = text
        copy.withUTF8 { utf8 in _ = self.string(utf8) }
    }

    func stringOrNull(_ text: String?) {
        if let text { string(text) } else { raw("null") }
    }

    /// Writes an array of strings.
    func strings(_ texts: [String]) {
        raw("[")
        for (index, text) in texts.enumerated() {
            if index > 0 { raw(",") }
            string(text)
        }
        raw("]")
    }

    /// Writes a C string.
    ///
    /// - Returns: whether every byte was part of well-formed UTF-8.
    @discardableResult
    func string(cString: UnsafePointer<CChar>) -> Bool {
        let length = strlen(cString)
        return cString.withMemoryRebound(to: UInt8.self, capacity: length) {
            string(UnsafeBufferPointer(start: $0, count: length))
        }
    }

    /// Writes bytes as a JSON string.
    ///
    /// - Returns: whether every byte was part of well-formed UTF-8.
    @discardableResult
    func string(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        // Six bytes for the worst case of one, `\u001f`.
        let start = reserve(utf8.count * 6 + 2)
        var out = start
        var clean = true
        var index = 0
        out.pointee = UInt8(ascii: "\"")
        out += 1
        while index < utf8.count {
            let byte = utf8[index]
            if byte >= 0x80 {
                let length = UTF8Check.sequenceLength(utf8, at: index)
                if length == 0 {
                    clean = false
                    (out[0], out[1], out[2]) = (0xEF, 0xBF, 0xBD)
                    out += 3
                    index += 1
                } else {
                    for step in 0..<length { out[step] = utf8[index + step] }
                    out += length
                    index += length
                }
                continue
            }
            index += 1
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                out.pointee = byte
                out += 1
            } else {
                out = escape(byte, at: out)
            }
        }
        out.pointee = UInt8(ascii: "\"")
        advance(out + 1 - start)
        return clean
    }

    private func escape(_ byte: UInt8, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        place[0] = UInt8(ascii: "\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): place[1] = byte
        case 0x0A: place[1] = UInt8(ascii: "n")
        case 0x0D: place[1] = UInt8(ascii: "r")
        case 0x09: place[1] = UInt8(ascii: "t")
        default:
            let hex: StaticString = "0123456789abcdef"
            place[1] = UInt8(ascii: "u")
            place[2] = UInt8(ascii: "0")
            place[3] = UInt8(ascii: "0")
            place[4] = hex.utf8Start[Int(byte >> 4)]
            place[5] = hex.utf8Start[Int(byte & 15)]
            return place + 6
        }
        return place + 2
    }

    /// Writes bytes as a JSON string of base64 (RFC 4648 section 4).
    func base64(_ bytes: UnsafeBufferPointer<UInt8>) {
        let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        byte(UInt8(ascii: "\""))
        for group in stride(from: 0, to: bytes.count, by: 3) {
            let present = min(3, bytes.count - group)
            var word: UInt32 = 0
            for step in 0..<3 { word = word << 8 | (step < present ? UInt32(bytes[group + step]) : 0) }
            for step in 0..<4 {
                let digit = alphabet.utf8Start[Int(word >> UInt32(18 - 6 * step) & 63)]
                byte(step <= present ? digit : UInt8(ascii: "="))
            }
        }
        byte(UInt8(ascii: "\""))
    }
}
