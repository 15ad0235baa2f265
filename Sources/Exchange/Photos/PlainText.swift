/// Tells text that is only read from text that something could run.
enum PlainText {
    /// Whether the bytes are UTF-8 without control characters and without markup. A character cut at the end of
    /// the first 4,096 bytes is no fault.
    static func isPlain(_ start: [UInt8]) -> Bool {
        let bytes = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        guard !bytes.isEmpty, !bytes.starts(with: "#!".utf8) else { return false }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else {
            return false
        }
        return isUTF8(bytes) && !isMarkup(bytes)
    }

    private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        if String(validating: bytes, as: UTF8.self) != nil { return true }
        guard bytes.count >= 4096 - 3 else { return false }
        return (1...3).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
    }

    /// Begins like a document of markup, or has a piece that browsers look for.
    private static func isMarkup(_ bytes: ArraySlice<UInt8>) -> Bool {
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "<") { return true }
        let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return lower.indices.contains { place in
            lower[place] == UInt8(ascii: "<") && pieces.contains { lower[place...].starts(with: $0) }
        }
    }

    private static let pieces: [[UInt8]] = [
        "<script", "<html", "<svg", "<?xml", "<?php", "<!doctype", "<iframe", "<object", "<embed", "<body",
        "<img",
    ].map { Array($0.utf8) }
}
