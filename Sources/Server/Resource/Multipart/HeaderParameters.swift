/// The parameters after the first semicolon of a header field: `form-data; name="a"; filename="b"`.
///
/// Values are taken as clients write them: raw UTF-8 within quotes, `%22`, `%0D` and `%0A` for the three characters
/// that cannot stand there (as the WHATWG and OkHttp do), a backslash only before a quote. Bytes that are not UTF-8
/// are read as Latin-1.
struct HeaderParameters {
    private var values: [(name: String, value: String)] = []

    subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    init(_ bytes: some Collection<UInt8>) {
        var scan = Scan(bytes: Array(bytes))
        scan.skip { $0 != UInt8(ascii: ";") }
        while scan.next() == UInt8(ascii: ";") {
            scan.skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let name = scan.take {
                $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ")
            }
            scan.skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard scan.peek == UInt8(ascii: "=") else { continue }
            _ = scan.next()
            scan.skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let value = scan.peek == UInt8(ascii: "\"") ? scan.quoted() : scan.token()
            scan.skip { $0 != UInt8(ascii: ";") }
            values.append((Self.text(name).lowercased(), Self.text(value)))
        }
    }

    /// The value of `name*` (RFC 8187), where it is UTF-8.
    func extended(_ name: String) -> String? {
        guard let value = self[name + "*"] else { return nil }
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return RequestTarget.decoded(parts[2].utf8, plusIsSpace: false)
    }

    /// Without the three escapes of form data.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count {
                let pair = (bytes[index + 1], bytes[index + 2] & 0xDF)
                switch pair {
                case (UInt8(ascii: "2"), 0x12): result.append(UInt8(ascii: "\""))
                case (UInt8(ascii: "0"), UInt8(ascii: "D")): result.append(0x0D)
                case (UInt8(ascii: "0"), UInt8(ascii: "A")): result.append(0x0A)
                default:
                    result.append(bytes[index])
                    index += 1
                    continue
                }
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private struct Scan {
        let bytes: [UInt8]
        var index = 0

        var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

        mutating func next() -> UInt8? {
            guard index < bytes.count else { return nil }
            index += 1
            return bytes[index - 1]
        }

        mutating func skip(_ matches: (UInt8) -> Bool) {
            while index < bytes.count, matches(bytes[index]) { index += 1 }
        }

        mutating func take(_ matches: (UInt8) -> Bool) -> [UInt8] {
            let start = index
            skip(matches)
            return Array(bytes[start..<index])
        }

        mutating func token() -> [UInt8] {
            var token = take { $0 != UInt8(ascii: ";") }
            while let last = token.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
                token.removeLast()
            }
            return token
        }

        mutating func quoted() -> [UInt8] {
            index += 1
            var value: [UInt8] = []
            while let byte = next(), byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\\"), peek == UInt8(ascii: "\"") {
                    value.append(UInt8(ascii: "\""))
                    index += 1
                } else {
                    value.append(byte)
                }
            }
            return value
        }
    }
}
