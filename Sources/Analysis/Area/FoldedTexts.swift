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

    /// Columns of plain text with more rows are not searched: folding them takes seconds and as much memory
    /// again.
    public static let mostRows = 400_000

    /// The number of the first text.
    private let first: Int
    /// Folded texts, each led by a newline, which no folded text holds, and a space.
    private let bytes: [UInt8]
    private let starts: [Int32]

    /// All texts of a property: those of the layer's file, and those added since. Empty where the column is
    /// too long.
    ///
    /// - Throws: `property.unknown`, `columns.damaged`.
    public static func all(_ property: String, in columns: LayerColumns) throws -> [FoldedTexts] {
        let base = columns.base
        guard case .text(let old) = try base.values(property),
            case .text(let texts) = try columns.values(property),
            texts.entries != nil || columns.count <= mostRows
        else { return [] }
        let count = old.entries?.count ?? base.count
        let ofFile = base.derived("folded \(property)") { FoldedTexts(old, 0..<count) }
        guard columns !== base else { return [ofFile] }
        let all = texts.entries?.count ?? columns.count
        guard (old.entries == nil) == (texts.entries == nil), all >= count else {
            return [columns.derived("folded \(property)") { FoldedTexts(texts, 0..<all) }]
        }
        return [ofFile, columns.derived("folded \(property)") { FoldedTexts(texts, count..<all) }]
    }

    private init(_ texts: MappedText, _ numbers: Range<Int>) {
        first = numbers.lowerBound
        var bytes: [UInt8] = []
        var starts: [Int32] = []
        let entries = texts.entries
        for number in numbers {
            let text = entries.map { $0[number] } ?? texts[number]
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
                    Match(
                        closeness: closeness, length: end - Int(starts[number]) - 2,
                        number: first + number))
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
        if at == start + 2, at + words.count == end { return .whole }
        // Without its common noun (`Akyol Mah.`) the text may be the whole of what was typed.
        if end - start - 2 <= words.count + Self.longestNoun {
            let text = String(decoding: bytes[start + 2..<end], as: UTF8.self)
            if TextFolding.foldPlaceName(text).utf8.elementsEqual(words) { return .whole }
        }
        if at == start + 2 { return .start }
        return find([0x20] + words, from: start, to: end) != nil ? .wordStart : .inside
    }

    /// Of the common nouns in names of places, with the space beside it, in bytes.
    private static let longestNoun = 16

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

    /// The text of a match as it is written, and the first rows among `rows` that hold it, at most `limit`.
    ///
    /// - Parameter texts: the property's column as it is now.
    public static func rows(
        of match: Match, in texts: MappedText, among rows: RowMask, limit: Int
    ) -> (text: String, rows: [Int]) {
        guard let entries = texts.entries else {
            return (texts[match.number] ?? "", rows[match.number] ? [match.number] : [])
        }
        var found: [Int] = []
        rows.forEachRun { run in
            guard found.count < limit else { return }
            for row in run where texts.code(row) == match.number {
                found.append(row)
                if found.count >= limit { return }
            }
        }
        return (entries[match.number] ?? "", found)
    }
}
