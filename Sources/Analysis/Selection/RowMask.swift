/// Which rows of a layer take part: one bit per row.
public struct RowMask: Sendable, Equatable {
    public let count: Int
    var words: [UInt64]

    /// All rows, or none.
    public init(count: Int, all: Bool) {
        self.count = count
        words = [UInt64](repeating: all ? .max : 0, count: (count + 63) / 64)
        if all { clearTail() }
    }

    mutating func clearTail() {
        if count % 64 != 0, let last = words.indices.last { words[last] &= (1 << UInt64(count % 64)) - 1 }
    }

    public subscript(row: Int) -> Bool {
        get { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(row & 63)
            if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
        }
    }

    /// How many rows take part.
    public var population: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    public mutating func intersect(_ other: RowMask) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    public mutating func subtract(_ other: RowMask) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// Calls `body` with every maximal run of rows, ascending.
    public func forEachRun(_ body: (Range<Int>) throws -> Void) rethrows {
        var start = -1
        for (index, word) in words.enumerated() {
            let base = index << 6
            if word == .max {
                if start < 0 { start = base }
                continue
            }
            var rest = word
            var position = 0
            if start >= 0 {
                let ones = (~rest).trailingZeroBitCount
                try body(start..<base + ones)
                start = -1
                position = ones
                rest = ones >= 64 ? 0 : rest >> UInt64(ones)
            }
            while rest != 0 {
                let zeros = rest.trailingZeroBitCount
                rest >>= UInt64(zeros)
                position += zeros
                let ones = (~rest).trailingZeroBitCount
                if position + ones == 64 {
                    start = base + position
                    break
                }
                try body(base + position..<base + position + ones)
                rest >>= UInt64(ones)
                position += ones
            }
        }
        if start >= 0 { try body(start..<count) }
    }

    /// The rows, ascending.
    public var rows: [Int] {
        var rows: [Int] = []
        rows.reserveCapacity(population)
        forEachRun { rows.append(contentsOf: $0) }
        return rows
    }
}

extension RowMask {
    var isAll: Bool { population == count }

    /// Whether all of `rows` take part; the range starts at a multiple of 64.
    func isWhole(_ rows: Range<Int>) -> Bool {
        let whole = rows.lowerBound / 64..<rows.upperBound / 64
        guard words[whole].allSatisfy({ $0 == .max }) else { return false }
        let rest = rows.upperBound % 64
        return rest == 0 || words[whole.upperBound] & ((1 << UInt64(rest)) - 1) == (1 << UInt64(rest)) - 1
    }

    /// The runs within `rows`, whose start is a multiple of 64.
    func forEachRun(in rows: Range<Int>, _ body: (Range<Int>) throws -> Void) rethrows {
        var part = RowMask(count: rows.count, all: false)
        part.words = Array(words[rows.lowerBound / 64..<(rows.upperBound + 63) / 64])
        part.clearTail()
        try part.forEachRun { try body($0.lowerBound + rows.lowerBound..<$0.upperBound + rows.lowerBound) }
    }
}
