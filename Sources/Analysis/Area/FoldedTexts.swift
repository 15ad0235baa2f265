internal import Glibc
public import TabaqaColumns
internal import TabaqaFeatureModel

/// The distinct texts of one property, folded as place names are, for search. Kept with the layer's columns.
public final class FoldedTexts: Sendable {
    /// How well a text answers, best first.
    public enum Closeness: Int, Sendable, Comparable {
        case whole, start, wordStart, inside, allWords

        public static func < (left: Closeness, right: Closeness) -> Bool { left.rawValue < right.rawValue }
    }

    public struct Match: Sendable {
        public var closeness: Closeness
        /// Length of the folded text: of two texts that hold the same, the shorter is meant.
        public var length: Int
        /// A row, or the code of an entry.
        var number: Int
    }

    /// Columns of plain text with more rows are not searched: folding them takes seconds and as much memory again.
    public static let mostRows = 400_000

    private let texts: MappedText
    private let isCoded: Bool
    /// Folded texts, each led by a newline, which no folded text holds, and a space.
    private let bytes: [UInt8]
    private let starts: [Int32]

    /// Nil where the column is too long.
    public static func of(_ property: String, in columns: LayerColumns) throws -> FoldedTexts? {
        guard case .text(let texts) = try columns.values(property) else { return nil }
        guard texts.entries != nil || columns.count <= mostRows else { return nil }
        return columns.derived("folded \(property)") { FoldedTexts(texts, rows: columns.count) }
    }

    private init(_ texts: MappedText, rows: Int) {
        self.texts = texts
        isCoded = texts.entries != nil
        var bytes: [UInt8] = []
        var starts: [Int32] = []
        for number in 0..<(texts.entries?.count ?? rows) {
            let text = texts.entries.map { $0[number] } ?? texts[number]
            starts.append(Int32(truncatingIfNeeded: bytes.count))
            bytes += [0x0A, 0x20]
            // Texts are names; of an essay the beginning is enough.
            if let text { bytes += TextFolding.fold(String(text.prefix(200))).utf8 }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The texts that hold `words`, a folded query of at least one byte.
    public func matches(_ words: String) -> [Match] {
        let parts = words.split(separator: " ").map { Array($0.utf8) }
        guard let rarest = parts.max(by: { $0.count < $1.count }) else { return [] }
        var matches: [Match] = []
        var from = 0
        while let at = find(rarest, from: from, to: bytes.count) {
            let number = text(at: at)
            let end = number + 1 < starts.count ? Int(starts[number + 1]) : bytes.count
            if let closeness = closeness(of: number, end, Array(words.utf8), parts) {
                matches.append(
                    Match(closeness: closeness, length: end - Int(starts[number]) - 2, number: number))
            }
            from = end
        }
        return matches
    }

    private func closeness(
        of number: Int, _ end: Int, _ words: [UInt8], _ parts: [[UInt8]]
    ) -> Closeness? {
        let start = Int(starts[number])
        guard let at = find(words, from: start, to: end) else {
            let holdsAll = parts.allSatisfy { find([0x20] + $0, from: start, to: end) != nil }
            return holdsAll ? .allWords : nil
        }
        if at == start + 2 {
            if at + words.count == end { return .whole }
            let text = String(decoding: bytes[start + 2..<end], as: UTF8.self)
            return TextFolding.foldPlaceName(text).utf8.elementsEqual(words) ? .whole : .start
        }
        if TextFolding.foldPlaceName(String(decoding: bytes[start + 2..<end], as: UTF8.self)).utf8
            .elementsEqual(words)
        {
            return .whole
        }
        return find([0x20] + words, from: start, to: end) != nil ? .wordStart : .inside
    }

    private func text(at position: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= position { low = middle } else { high = middle }
        }
        return low
    }

    private func find(_ needle: [UInt8], from: Int, to end: Int) -> Int? {
        guard let first = needle.first else { return nil }
        return bytes.withUnsafeBytes { bytes in
            needle.withUnsafeBytes { needle in
                guard let base = bytes.baseAddress, let wanted = needle.baseAddress else { return nil }
                var at = from
                while at + needle.count <= end {
                    guard let next = memchr(base + at, Int32(first), end - needle.count - at + 1) else {
                        return nil
                    }
                    at = UnsafeRawPointer(next) - base
                    if memcmp(base + at, wanted, needle.count) == 0 { return at }
                    at += 1
                }
                return nil
            }
        }
    }

    /// The text of a match as it is written.
    public func text(of match: Match) -> String {
        (isCoded ? texts.entries?[match.number] : texts[match.number]) ?? ""
    }

    /// The first rows among `rows` that hold the text, at most `limit`.
    public func rows(of match: Match, among rows: RowMask, limit: Int) -> [Int] {
        guard isCoded else { return rows[match.number] ? [match.number] : [] }
        var found: [Int] = []
        rows.forEachRun { run in
            guard found.count < limit else { return }
            for row in run where texts.code(row) == match.number {
                found.append(row)
                if found.count >= limit { return }
            }
        }
        return found
    }
}
