/// The lines of a bulk's text.
enum BulkText {
    struct Line {
        /// From 1.
        var number: Int
        var range: Range<Int>
    }

    /// The lines of `text` that are not blank; record separators (RFC 8142) count as space.
    static func lines(_ text: [UInt8], from first: Int) -> [Line] {
        var lines: [Line] = []
        var number = first
        var start = 0
        text.withUnsafeBufferPointer { text in
            while start < text.count {
                var end = start
                var isBlank = true
                while end < text.count, text[end] != 0x0A {
                    if text[end] > 0x20 { isBlank = false }
                    end += 1
                }
                if !isBlank { lines.append(Line(number: number, range: start..<end)) }
                number += 1
                start = end + 1
            }
        }
        return lines
    }

    /// How many lines end in `text`.
    static func count(_ text: [UInt8]) -> Int { text.count { $0 == 0x0A } }
}
