internal import TabaqaColumns
internal import TabaqaFeatureModel

/// One sort key's values as numbers that grow along the order: ascending or descending, null last in both.
///
/// Texts are compared by code point over their first 256 bytes, so that a cursor can carry what it needs.
struct SortColumn {
    private enum Kind {
        case integer(MappedArray<Int64>)
        case decimal(MappedArray<Double>)
        case boolean(MappedArray<Int8>)
        case date(MappedArray<Int32>)
        /// A dictionary's codes, and the rank of each.
        case codes8(MappedArray<UInt8>, [UInt64])
        case codes16(MappedArray<UInt16>, [UInt64])
        case text(MappedText)
    }

    private let kind: Kind
    private let isDescending: Bool
    /// Of a column of texts.
    private let texts: MappedText?
    /// A dictionary's texts in order.
    private let sortedEntries: [[UInt8]]?

    /// Bytes of a text that count.
    static let significantBytes = 256

    /// A place in the column's order, as a cursor carries it.
    struct Key: Equatable {
        var rank: UInt64
        /// Nil for null and for what is no text.
        var text: [UInt8]?
    }

    /// Whether rows of equal rank have equal values. Texts without a dictionary are looked at where ranks are
    /// equal.
    var isExact: Bool { if case .text = kind { false } else { true } }

    /// - Throws: `property.unknown`, `columns.damaged`.
    init(_ key: ItemsRequest.SortKey, _ columns: LayerColumns) throws {
        isDescending = key.isDescending
        var texts: MappedText?
        var entries: [[UInt8]]?
        func ranks(_ dictionary: TextColumn) -> [UInt64] {
            let order = columns.derived("order of \(key.property)") { DictionaryOrder(dictionary) }
            entries = order.entries
            return order.ranks.map { Self.turned(2 * UInt64($0) + 1, key.isDescending) }
        }
        switch try columns.values(key.property) {
        case .integer(let array), .instant(let array): kind = .integer(array)
        case .decimal(let array): kind = .decimal(array)
        case .boolean(let array): kind = .boolean(array)
        case .date(let array): kind = .date(array)
        case .text(let column):
            texts = column
            switch column {
            case .codes8(let codes, let dictionary): kind = .codes8(codes, ranks(dictionary))
            case .codes16(let codes, let dictionary): kind = .codes16(codes, ranks(dictionary))
            default: kind = .text(column)
            }
        }
        self.texts = texts
        sortedEntries = entries
    }

    /// The row's number.
    func rank(_ row: Int) -> UInt64 {
        switch kind {
        case .integer(let values): Self.rank(values[row], isDescending)
        case .decimal(let values): Self.rank(values[row], isDescending)
        case .boolean(let values): Self.rank(values[row], isDescending)
        case .date(let values): Self.rank(values[row], isDescending)
        case .codes8(let codes, let ranks): Int(codes[row]) < ranks.count ? ranks[Int(codes[row])] : .max
        case .codes16(let codes, let ranks): Int(codes[row]) < ranks.count ? ranks[Int(codes[row])] : .max
        case .text(let column):
            column.withUTF8(row) { $0.map { Self.turned(Self.prefix($0), isDescending) } ?? .max }
        }
    }

    /// The numbers of many rows.
    func ranks(_ rows: Range<Int>, into target: UnsafeMutablePointer<UInt64>) {
        func fill<Value>(_ values: MappedArray<Value>, _ rank: (Value) -> UInt64) {
            values.withUnsafeBufferPointer { values in
                for (index, row) in rows.enumerated() { target[index] = rank(values[row]) }
            }
        }
        switch kind {
        case .integer(let values): fill(values) { Self.rank($0, isDescending) }
        case .decimal(let values): fill(values) { Self.rank($0, isDescending) }
        case .boolean(let values): fill(values) { Self.rank($0, isDescending) }
        case .date(let values): fill(values) { Self.rank($0, isDescending) }
        case .codes8(let codes, let ranks): fill(codes) { Int($0) < ranks.count ? ranks[Int($0)] : .max }
        case .codes16(let codes, let ranks): fill(codes) { Int($0) < ranks.count ? ranks[Int($0)] : .max }
        case .text: for (index, row) in rows.enumerated() { target[index] = rank(row) }
        }
    }

    /// Int64.min is null, so the others fit below UInt64.max.
    @inline(__always)
    private static func rank(_ value: Int64, _ isDescending: Bool) -> UInt64 {
        value == .min ? .max : turned((UInt64(bitPattern: value) ^ 1 << 63) &- 1, isDescending)
    }

    @inline(__always)
    private static func rank(_ value: Double, _ isDescending: Bool) -> UInt64 {
        guard !value.isNaN else { return .max }
        let bits = (value == 0 ? 0 : value).bitPattern
        return turned(bits >> 63 == 1 ? ~bits : bits | 1 << 63, isDescending)
    }

    private static func rank(_ value: Int8, _ isDescending: Bool) -> UInt64 {
        value < 0 ? .max : turned(UInt64(value), isDescending)
    }

    private static func rank(_ value: Int32, _ isDescending: Bool) -> UInt64 {
        value == .min ? .max : turned(UInt64(Int64(value) + (1 << 32)), isDescending)
    }

    @inline(__always)
    private static func turned(_ rank: UInt64, _ isDescending: Bool) -> UInt64 {
        isDescending ? .max - 1 - rank : rank
    }

    /// Negative when `row` comes before `other`, given that their ranks are equal.
    func compareBeyondRank(_ row: Int, _ other: Int) -> Int {
        guard case .text(let text) = kind else { return 0 }
        return text.withUTF8(row) { own in
            text.withUTF8(other) { others in
                guard let own, let others else { return 0 }
                return turned(
                    Self.compare(own.prefix(Self.significantBytes), others.prefix(Self.significantBytes)))
            }
        }
    }

    /// Negative when `row` comes before `key`.
    func compare(_ row: Int, _ key: Key) -> Int {
        let own = rank(row)
        if own != key.rank { return own < key.rank ? -1 : 1 }
        guard case .text(let text) = kind, let other = key.text else { return 0 }
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
        return Key(rank: Self.turned(ascending, isDescending), text: value)
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
                dictionary.withUTF8(entry) {
                    Array(($0 ?? .init(start: nil, count: 0)).prefix(significantBytes))
                }
            }
            ranks = [Int](repeating: 0, count: texts.count)
            for entry in texts.indices.sorted(by: { compare(texts[$0], texts[$1]) < 0 }) {
                if entries.last != texts[entry] { entries.append(texts[entry]) }
                ranks[entry] = entries.count - 1
            }
        }
    }
}
