/// Many strings in one buffer: UTF-8 bytes, a start and a length per row; length −1 is null.
///
/// A million `String`s cost a million allocations; this costs three.
public struct TextColumn: Sendable, Equatable {
    public private(set) var bytes: [UInt8]
    public private(set) var starts: [Int]
    public private(set) var lengths: [Int32]

    public init() {
        bytes = []
        starts = []
        lengths = []
    }

    public init(_ values: [String?]) {
        self.init()
        for value in values { append(value) }
    }

    /// Rows that lie in `bytes` already: row `i` is the `lengths[i]` bytes from `starts[i]`; length −1 is null.
    ///
    /// Rows may overlap or leave gaps; every row must lie within `bytes`.
    public init(bytes: [UInt8], starts: [Int], lengths: [Int32]) {
        precondition(starts.count == lengths.count)
        self.bytes = bytes
        self.starts = starts
        self.lengths = lengths
    }

    /// Equal when every row is, wherever its bytes lie.
    public static func == (left: TextColumn, right: TextColumn) -> Bool {
        left.count == right.count
            && (0..<left.count).allSatisfy { row in
                left.withUTF8(row) { first in
                    right.withUTF8(row) { second in
                        guard let first, let second else { return first == nil && second == nil }
                        return first.elementsEqual(second)
                    }
                }
            }
    }

    public var count: Int { lengths.count }

    public mutating func reserve(rows: Int, bytes byteCount: Int) {
        starts.reserveCapacity(rows)
        lengths.reserveCapacity(rows)
        bytes.reserveCapacity(byteCount)
    }

    public mutating func append(_ value: String?) {
        guard var value else { return appendNull() }
        value.withUTF8 { append(utf8: $0) }
    }

    public mutating func append(utf8 value: UnsafeBufferPointer<UInt8>) {
        starts.append(bytes.count)
        lengths.append(Int32(clamping: value.count))
        bytes.append(contentsOf: value)
    }

    public mutating func append(utf8 value: ArraySlice<UInt8>) {
        value.withUnsafeBufferPointer { append(utf8: $0) }
    }

    public mutating func appendNull() {
        starts.append(bytes.count)
        lengths.append(-1)
    }

    public func isNull(_ row: Int) -> Bool { lengths[row] < 0 }

    /// The row's string; nil when null. Invalid UTF-8 is replaced.
    public subscript(row: Int) -> String? {
        let length = Int(lengths[row])
        guard length >= 0 else { return nil }
        return String(decoding: bytes[starts[row]..<starts[row] + length], as: UTF8.self)
    }

    /// Calls `body` with the row's bytes; nil when null.
    @inlinable
    public func withUTF8<Result>(
        _ row: Int, _ body: (UnsafeBufferPointer<UInt8>?) throws -> Result
    ) rethrows -> Result {
        let length = Int(lengths[row])
        guard length >= 0 else { return try body(nil) }
        let start = starts[row]
        return try bytes.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[start..<start + length]))
        }
    }

    /// The rows at `rows`, in that order.
    public func gather(_ rows: [Int]) -> TextColumn {
        var size = 0
        var gatheredStarts: [Int] = []
        var gatheredLengths: [Int32] = []
        gatheredStarts.reserveCapacity(rows.count)
        gatheredLengths.reserveCapacity(rows.count)
        for row in rows {
            gatheredStarts.append(size)
            gatheredLengths.append(lengths[row])
            size += max(0, Int(lengths[row]))
        }
        let gathered = [UInt8](unsafeUninitializedCapacity: size) { target, count in
            bytes.withUnsafeBufferPointer { source in
                for row in rows where lengths[row] > 0 {
                    let length = Int(lengths[row])
                    let text = source[starts[row]..<starts[row] + length]
                    _ = target[count..<count + length].initialize(fromContentsOf: text)
                    count += length
                }
            }
        }
        return TextColumn(bytes: gathered, starts: gatheredStarts, lengths: gatheredLengths)
    }
}
