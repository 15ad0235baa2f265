extension ByteText {
    mutating func append(csv text: String) {
        var text = text
        text.withUTF8 { append(csv: $0) }
    }

    /// A CSV field, quoted where RFC 4180 asks for it and where a reader could trim or misread it: separators,
    /// quotes, line ends, blanks at an end, and the empty text (null is nothing at all).
    mutating func append(csv text: UnsafeBufferPointer<UInt8>?) {
        guard let text else { return }
        guard Self.needsQuotes(text) else { return append(text) }
        append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<text.count where text[index] == UInt8(ascii: "\"") {
            append(UnsafeBufferPointer(rebasing: text[start...index]))
            append(UInt8(ascii: "\""))
            start = index + 1
        }
        append(UnsafeBufferPointer(rebasing: text[start..<text.count]))
        append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return true }
        if first <= 0x20 || last <= 0x20 { return true }
        return text.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
                || byte == UInt8(ascii: ";") || byte == 0x09
        }
    }
}
