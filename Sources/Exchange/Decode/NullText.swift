/// The ways tables write "no value" in columns that are not text.
enum NullText {
    /// Whether the bytes are empty, blank or one of `NA`, `N/A`, `NULL`, `None`, `NaN`, `-`, `#N/A`.
    @inline(__always)
    static func isNull(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= 8 else { return bytes.allSatisfy { $0 == 0x20 } }
        guard let first = bytes.first else { return true }
        if first &- 0x30 < 10 { return false }
        return isWord(bytes)
    }

    private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let word = bytes.filter { $0 != 0x20 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return words.contains(word)
    }

    private static let words: Set<[UInt8]> = Set(
        ["", "na", "n/a", "#n/a", "null", "none", "nan", "-", "--", "–"].map { Array($0.utf8) })
}
