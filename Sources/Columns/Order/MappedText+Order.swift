extension MappedText {
    /// The first eight bytes of the row's text as a number whose order is that of the bytes.
    private func prefix(_ row: Int) -> UInt64 {
        if case .hexadecimals(let bytes) = self {
            return bytes.withUnsafeBufferPointer { Self.bigEndian($0.baseAddress, from: row &* 16, 8) }
        }
        return withUTF8(row) { text in
            guard let text else { return 0 }
            return Self.bigEndian(text.baseAddress, from: 0, min(8, text.count))
        }
    }

    @inline(__always)
    private static func bigEndian(_ bytes: UnsafePointer<UInt8>?, from start: Int, _ count: Int) -> UInt64 {
        guard let bytes else { return 0 }
        var number: UInt64 = 0
        for index in 0..<8 {
            number = number << 8 | (index < count ? UInt64(bytes[start &+ index]) : 0)
        }
        return number
    }

    /// Below, at or above zero as the first row's text comes before, equals or comes after the second's; null
    /// counts as empty.
    func compare(_ left: Int, _ right: Int) -> Int {
        if case .hexadecimals(let bytes) = self {
            return bytes.withUnsafeBufferPointer { bytes in
                for index in 0..<16 {
                    let (a, b) = (bytes[left &* 16 &+ index], bytes[right &* 16 &+ index])
                    if a != b { return a < b ? -1 : 1 }
                }
                return 0
            }
        }
        return withUTF8(left) { left in withUTF8(right) { Self.compare(left, $0) } }
    }

    /// The same with a text.
    func compare(_ row: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        guard case .hexadecimals(let bytes) = self else { return withUTF8(row) { Self.compare($0, text) } }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<min(32, text.count) {
                let byte = bytes[row &* 16 &+ index >> 1]
                let nibble = index & 1 == 0 ? byte >> 4 : byte & 15
                let digit = nibble < 10 ? nibble &+ 0x30 : nibble &+ 0x57
                if digit != text[index] { return digit < text[index] ? -1 : 1 }
            }
            return text.count == 32 ? 0 : text.count < 32 ? 1 : -1
        }
    }

    static func compare(_ left: UnsafeBufferPointer<UInt8>?, _ right: UnsafeBufferPointer<UInt8>?) -> Int {
        let (a, b) = (left?.count ?? 0, right?.count ?? 0)
        if let left, let right {
            for index in 0..<min(a, b) where left[index] != right[index] {
                return left[index] < right[index] ? -1 : 1
            }
        }
        return a == b ? 0 : a < b ? -1 : 1
    }

    /// Where in `rows`, which ascend, the first is that does not come before `text`.
    func firstIndex(in rows: [UInt32], notBefore text: UnsafeBufferPointer<UInt8>) -> Int {
        partition(rows) { compare(Int($0), text) >= 0 }
    }

    func firstIndex(in rows: [UInt32], after text: UnsafeBufferPointer<UInt8>) -> Int {
        partition(rows) { compare(Int($0), text) > 0 }
    }

    private func partition(_ rows: [UInt32], _ isAfter: (UInt32) -> Bool) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(rows[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private struct Key {
        var prefix: UInt64
        var row: UInt32
    }

    /// All rows, ascending by their text's bytes; equal ones by row. Spread over 65,536 drawers by their first two
    /// bytes that differ at all, then each drawer is sorted.
    func sortedRows() -> [UInt32] {
        let count = count
        var keys = (0..<count).map { Key(prefix: prefix($0), row: UInt32(truncatingIfNeeded: $0)) }
        guard count > 4096, let least = keys.lazy.map(\.prefix).min(),
            let greatest = keys.lazy.map(\.prefix).max(),
            least < greatest
        else {
            keys.sort(by: comesBefore)
            return keys.map(\.row)
        }
        let shift = UInt64(max(0, 48 - (greatest - least).leadingZeroBitCount))
        var starts = [Int](repeating: 0, count: 65_537)
        for key in keys { starts[Int((key.prefix - least) >> shift) + 1] += 1 }
        for drawer in 0..<65_536 { starts[drawer + 1] += starts[drawer] }
        var ends = starts
        var sorted = keys
        for key in keys {
            let drawer = Int((key.prefix - least) >> shift)
            sorted[ends[drawer]] = key
            ends[drawer] += 1
        }
        for drawer in 0..<65_536 where starts[drawer + 1] - starts[drawer] > 1 {
            sorted[starts[drawer]..<starts[drawer + 1]].sort(by: comesBefore)
        }
        return sorted.map(\.row)
    }

    private func comesBefore(_ left: Key, _ right: Key) -> Bool {
        if left.prefix != right.prefix { return left.prefix < right.prefix }
        let order = compare(Int(left.row), Int(right.row))
        return order == 0 ? left.row < right.row : order < 0
    }
}
