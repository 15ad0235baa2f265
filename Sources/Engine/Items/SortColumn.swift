internal import TabaqaColumns
internal import TabaqaFeatureModel

/// One sort key's values as numbers that grow along the order: ascending or descending, null last in both.
///
/// Texts are compared by code point over their first 256 bytes, so that a cursor can carry what it needs.
struct SortColumn {
    /// Equal for equal values; where `text` is set, also for some that differ.
    let rank: (Int) -> UInt64
    /// Texts without a dictionary, to be looked at where ranks are equal.
    private let text: MappedText?
    /// A dictionary's entries in order.
    private let sortedEntries: [[UInt8]]?
    private let isDescending: Bool
    private let texts: MappedText?

    /// Bytes of a text that count.
    static let significantBytes = 256

    /// A place in the column's order, as a cursor carries it.
    struct Key: Equatable {
        var rank: UInt64
        /// Nil for null and for what is no text.
        var text: [UInt8]?
    }

    var isExact: Bool { text == nil }

    /// - Throws: `property.unknown`, `columns.damaged`.
    init(_ key: ItemsRequest.SortKey, _ columns: LayerColumns) throws {
        let isDescending = key.isDescending
        let turn: (UInt64) -> UInt64 = isDescending ? { .max - 1 - $0 } : { $0 }
        var texts: MappedText?
        var plain: MappedText?
        var entries: [[UInt8]]?
        switch try columns.values(key.property) {
        case .integer(let array), .instant(let array):
            // Int64.min is null, so the others fit below UInt64.max.
            rank = { array[$0] == .min ? .max : turn(UInt64(bitPattern: array[$0]) ^ (1 << 63) &- 1) }
        case .decimal(let array):
            rank = { row in
                let value = array[row]
                guard !value.isNaN else { return .max }
                let bits = (value == 0 ? 0 : value).bitPattern
                return turn(bits >> 63 == 1 ? ~bits : bits | 1 << 63)
            }
        case .boolean(let array): rank = { array[$0] < 0 ? .max : turn(UInt64(array[$0])) }
        case .date(let array):
            rank = { array[$0] == .min ? .max : turn(UInt64(Int64(array[$0]) + (1 << 32))) }
        case .text(let column):
            texts = column
            if let dictionary = column.entries {
                let order = columns.derived("order of \(key.property)") { DictionaryOrder(dictionary) }
                let table = order.ranks.map { turn(2 * UInt64($0) + 1) }
                entries = order.entries
                rank = { column.code($0).map { table[$0] } ?? .max }
            } else {
                plain = column
                rank = { column.withUTF8($0) { $0.map { turn(Self.prefix($0)) } ?? .max } }
            }
        }
        text = plain
        sortedEntries = entries
        self.isDescending = isDescending
        self.texts = texts
    }

    /// Negative when `row` comes before `other`, given that their ranks are equal.
    func compareBeyondRank(_ row: Int, _ other: Int) -> Int {
        guard let text else { return 0 }
        return text.withUTF8(row) { own in
            text.withUTF8(other) { others in
                guard let own, let others else { return 0 }
                return turned(Self.compare(own.prefix(Self.significantBytes), others.prefix(Self.significantBytes)))
            }
        }
    }

    /// Negative when `row` comes before `key`.
    func compare(_ row: Int, _ key: Key) -> Int {
        let own = rank(row)
        if own != key.rank { return own < key.rank ? -1 : 1 }
        guard let text, let other = key.text else { return 0 }
        return text.withUTF8(row) { own in
            guard let own else { return 0 }
            return turned(Self.compare(own.prefix(Self.significantBytes), other[...]))
        }
    }

    private func turned(_ comparison: Int) -> Int { isDescending ? -comparison : comparison }

    private static func compare(
        _ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>
    ) -> Int {
        var right = right.makeIterator()
        for byte in left {
            guard let other = right.next() else { return 1 }
            if byte != other { return byte < other ? -1 : 1 }
        }
        return right.next() == nil ? 0 : -1
    }

    /// The first seven bytes: below `UInt64.max - 1`, which leaves room for null.
    private static func prefix(_ text: some Collection<UInt8>) -> UInt64 {
        var word: UInt64 = 0
        var count = 0
        for byte in text.prefix(7) {
            word = word << 8 | UInt64(byte)
            count += 1
        }
        return word << UInt64(8 * (7 - count))
    }
}

extension SortColumn {
    /// What a cursor carries of a row's value.
    func bytes(_ row: Int) -> [UInt8] {
        guard let texts else { return withUnsafeBytes(of: rank(row).bigEndian) { Array($0) } }
        return texts.withUTF8(row) { value in value.map { [1] + $0.prefix(Self.significantBytes) } ?? [0] }
    }

    /// Nil when a cursor's bytes cannot be of this column.
    func key(_ bytes: [UInt8]) -> Key? {
        guard texts != nil else {
            guard bytes.count == 8 else { return nil }
            return Key(rank: bytes.reduce(0) { $0 << 8 | UInt64($1) }, text: nil)
        }
        if bytes == [0] { return Key(rank: .max, text: nil) }
        guard bytes.first == 1, bytes.count <= Self.significantBytes + 1 else { return nil }
        let value = Array(bytes.dropFirst())
        let ascending: UInt64
        if let sortedEntries {
            // A value that has gone from the dictionary lies between two entries.
            let place = Self.place(of: value, in: sortedEntries)
            ascending = 2 * UInt64(place.index) + (place.isThere ? 1 : 0)
        } else {
            ascending = Self.prefix(value)
        }
        return Key(rank: isDescending ? .max - 1 - ascending : ascending, text: value)
    }

    private static func place(of value: [UInt8], in entries: [[UInt8]]) -> (index: Int, isThere: Bool) {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if compare(entries[middle], value) < 0 { low = middle + 1 } else { high = middle }
        }
        return (low, low < entries.count && entries[low] == value)
    }

    /// A dictionary's texts, as far as they count, in order and without repeats.
    private struct DictionaryOrder: Sendable {
        var entries: [[UInt8]] = []
        /// Of each entry of the dictionary: its place among `entries`.
        var ranks: [Int]

        init(_ dictionary: TextColumn) {
            let texts = (0..<dictionary.count).map { entry in
                dictionary.withUTF8(entry) { Array(($0 ?? .init(start: nil, count: 0)).prefix(significantBytes)) }
            }
            ranks = [Int](repeating: 0, count: texts.count)
            for entry in texts.indices.sorted(by: { compare(texts[$0], texts[$1]) < 0 }) {
                if entries.last != texts[entry] { entries.append(texts[entry]) }
                ranks[entry] = entries.count - 1
            }
        }
    }
}
