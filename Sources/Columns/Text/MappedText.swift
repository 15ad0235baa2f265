public import TabaqaFeatureModel

/// A text column of a mapped file.
public enum MappedText: Sendable {
    /// 16 bytes a row, meaning 32 hexadecimal digits.
    case hexadecimals(MappedArray<UInt8>)
    /// Codes into `entries`; 255 is null.
    case codes8(MappedArray<UInt8>, entries: TextColumn)
    /// Codes into `entries`; 65,535 is null.
    case codes16(MappedArray<UInt16>, entries: TextColumn)
    /// `count + 1` offsets into the bytes; `nullBit` marks null.
    case plain(MappedArray<UInt64>, MappedArray<UInt8>)

    static let nullBit: UInt64 = 1 << 63

    public var count: Int {
        switch self {
        case .hexadecimals(let bytes): bytes.count / 16
        case .codes8(let codes, _): codes.count
        case .codes16(let codes, _): codes.count
        case .plain(let offsets, _): max(0, offsets.count - 1)
        }
    }

    /// The dictionary's texts, where the column has a dictionary.
    public var entries: TextColumn? {
        switch self {
        case .codes8(_, let entries), .codes16(_, let entries): entries
        default: nil
        }
    }

    /// The row's code in `entries`; nil when null or without dictionary.
    public func code(_ row: Int) -> Int? {
        switch self {
        case .codes8(let codes, let entries):
            let code = Int(codes[row])
            return code < entries.count ? code : nil
        case .codes16(let codes, let entries):
            let code = Int(codes[row])
            return code < entries.count ? code : nil
        default: return nil
        }
    }

    /// Calls `body` with the row's UTF-8; nil when null.
    public func withUTF8<Result>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>?) throws -> Result) rethrows
        -> Result
    {
        switch self {
        case .hexadecimals(let bytes):
            return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
                bytes.withUnsafeBufferPointer { Self.write($0, row, to: digits) }
                return try body(UnsafeBufferPointer(digits))
            }
        case .codes8(_, let entries), .codes16(_, let entries):
            guard let code = code(row) else { return try body(nil) }
            return try entries.withUTF8(code, body)
        case .plain(let offsets, let bytes):
            let start = offsets[row]
            let end = offsets[row + 1] & ~Self.nullBit
            guard start & Self.nullBit == 0, start <= end, end <= UInt64(bytes.count) else {
                return try body(nil)
            }
            return try bytes.withUnsafeBufferPointer {
                try body(UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)]))
            }
        }
    }

    /// The row's text; nil when null.
    public subscript(row: Int) -> String? {
        withUTF8(row) { text in text.map { String(decoding: $0, as: UTF8.self) } }
    }
}
