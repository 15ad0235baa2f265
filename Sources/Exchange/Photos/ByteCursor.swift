/// Reads big-endian numbers one after the other; nil beyond the end.
struct ByteCursor {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// Bytes left.
    var count: Int { rest.count }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A number of 0 to 8 bytes; nil also where it is beyond `Int.max`. One of no bytes is zero.
    mutating func number(_ size: Int) -> Int? {
        guard size <= 8, let bytes = bytes(size) else { return nil }
        return Int(exactly: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
