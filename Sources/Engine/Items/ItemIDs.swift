internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The order of a layer's ids, which decides between rows that are equal otherwise: by code point, or, where
/// the ids may not be read, one that tells nothing of them.
///
/// Each id has two numbers that compare like the ids as far as they go, so that few texts are looked at.
struct ItemIDs {
    private enum Kind {
        /// Ids of 32 hexadecimal digits: their two halves are the whole id.
        case hexadecimal(MappedArray<UInt8>)
        case text
        /// By a hash keyed anew in every process: neither order nor cursor lets anyone test a guess.
        case hidden
    }

    /// A place in the order.
    struct Key: Equatable {
        var first: UInt64
        var second: UInt64
        /// The id's UTF-8; empty where the two numbers say all.
        var text: [UInt8]
    }

    private let ids: MappedText
    private let kind: Kind

    /// Longest id a cursor carries, in bytes.
    private static let longestID = 1024

    /// - Parameter cursor: a cursor's bytes this order must be able to place.
    init(_ ids: MappedText, isHidden: Bool, placing cursor: [UInt8]? = nil) {
        self.ids = ids
        if isHidden {
            kind = .hidden
        } else if case .hexadecimals(let bytes) = ids, cursor.map({ Self.halves($0) != nil }) ?? true {
            kind = .hexadecimal(bytes)
        } else {
            kind = .text
        }
    }

    var isHidden: Bool { if case .hidden = kind { true } else { false } }

    @inline(__always)
    func first(_ row: Int) -> UInt64 {
        switch kind {
        case .hexadecimal(let bytes): bytes.word(at: 16 * row)
        case .text: ids.withUTF8(row) { Self.word($0, at: 0) }
        case .hidden: ids.withUTF8(row) { Self.hash($0, salt: 1) }
        }
    }

    /// The first numbers of many rows.
    func firsts(_ rows: Range<Int>, into target: UnsafeMutablePointer<UInt64>) {
        guard case .hexadecimal(let bytes) = kind else {
            for (index, row) in rows.enumerated() { target[index] = first(row) }
            return
        }
        for (index, row) in rows.enumerated() { target[index] = bytes.word(at: 16 * row) }
    }

    func second(_ row: Int) -> UInt64 {
        switch kind {
        case .hexadecimal(let bytes): bytes.word(at: 16 * row + 8)
        case .text: ids.withUTF8(row) { Self.word($0, at: 8) }
        case .hidden: ids.withUTF8(row) { Self.hash($0, salt: 2) }
        }
    }

    /// Whether `row` comes before `other`.
    func precedes(_ row: Int, _ other: Int) -> Bool {
        let (own, others) = (first(row), first(other))
        return own == others ? precedesBeyondFirst(row, other) : own < others
    }

    /// The same for rows whose first numbers are equal.
    func precedesBeyondFirst(_ row: Int, _ other: Int) -> Bool {
        let (own, others) = (second(row), second(other))
        if own != others { return own < others }
        guard case .text = kind else { return false }
        return ids.withUTF8(row) { own in
            ids.withUTF8(other) { others in
                guard let own, let others else { return own == nil && others != nil }
                return own.lexicographicallyPrecedes(others)
            }
        }
    }

    /// Whether `row` comes after the place `key`.
    func follows(_ row: Int, _ key: Key) -> Bool {
        let own = first(row)
        if own != key.first { return own > key.first }
        let next = second(row)
        if next != key.second { return next > key.second }
        guard case .text = kind else { return false }
        return ids.withUTF8(row) { own in own.map { key.text.lexicographicallyPrecedes($0) } ?? false }
    }
}

extension ItemIDs {
    /// What a cursor carries of a row: its id, or the hashes in its place.
    func bytes(_ row: Int) -> [UInt8] {
        guard case .hidden = kind else { return ids.withUTF8(row) { $0.map(Array.init) ?? [] } }
        return withUnsafeBytes(of: (first(row).bigEndian, second(row).bigEndian)) { Array($0) }
    }

    /// Nil when a cursor's bytes cannot be of these ids.
    func key(_ bytes: [UInt8]) -> Key? {
        func words(_ text: [UInt8]) -> Key {
            bytes.withUnsafeBufferPointer {
                Key(first: Self.word($0, at: 0), second: Self.word($0, at: 8), text: text)
            }
        }
        switch kind {
        case .hexadecimal: return Self.halves(bytes).map { Key(first: $0, second: $1, text: []) }
        case .text: return bytes.count <= Self.longestID ? words(bytes) : nil
        case .hidden: return bytes.count == 16 ? words([]) : nil
        }
    }

    /// Tells cursors of hidden ids from others, and those of one process from another's.
    static func mark(isHidden: Bool) -> UInt64 { isHidden ? hash(nil, salt: 3) : 0 }

    /// The two halves of 32 lower-case hexadecimal digits.
    private static func halves(_ text: [UInt8]) -> (UInt64, UInt64)? {
        guard text.count == 32 else { return nil }
        var number: UInt128 = 0
        for digit in text {
            switch digit {
            case 0x30...0x39: number = number << 4 | UInt128(digit - 0x30)
            case 0x61...0x66: number = number << 4 | UInt128(digit - 0x57)
            default: return nil
            }
        }
        return (UInt64(truncatingIfNeeded: number >> 64), UInt64(truncatingIfNeeded: number))
    }

    /// Eight bytes from `offset`, first byte most significant; past the end they are 0.
    private static func word(_ text: UnsafeBufferPointer<UInt8>?, at offset: Int) -> UInt64 {
        guard let text else { return 0 }
        var word: UInt64 = 0
        for index in offset..<offset + 8 { word = word << 8 | UInt64(index < text.count ? text[index] : 0) }
        return word
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>?, salt: Int) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(salt)
        if let text { hasher.combine(bytes: UnsafeRawBufferPointer(text)) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension MappedArray<UInt8> {
    /// Eight bytes, first byte most significant.
    @inline(__always)
    fileprivate func word(at offset: Int) -> UInt64 {
        withUnsafeBufferPointer { bytes in
            precondition(offset >= 0 && offset + 8 <= bytes.count, "row outside the column")
            return UInt64(
                bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
                    fromByteOffset: offset, as: UInt64.self))
        }
    }
}
