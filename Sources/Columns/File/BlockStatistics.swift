public import TabaqaFeatureModel

/// What is known about 4,096 rows that lie together, so that a whole block can be skipped or taken unread.
public struct BlockStatistics: Hashable, Sendable {
    public static let rowsPerBlock = 4096

    /// Of the rows with a place.
    public var extent = Extent.empty
    /// Of the time property; `oldest > newest` when no row has a time.
    public var oldest = Int64.max
    public var newest = Int64.min
    /// All flags that occur.
    public var flags: FeatureFlags = []
    public var timeless: UInt32 = 0
    public var placeless: UInt32 = 0

    static let byteCount = 64

    init() {}

    func append(to bytes: inout [UInt8]) {
        for value in [extent.minX, extent.minY, extent.maxX, extent.maxY] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        for value in [oldest, newest] {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        for value in [flags.rawValue, timeless, placeless, 0] {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
    }

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        func double(_ index: Int) -> Double {
            Double(bitPattern: bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
        }
        extent = Extent(minX: double(0), minY: double(1), maxX: double(2), maxY: double(3))
        oldest = bytes.loadUnaligned(fromByteOffset: offset + 32, as: Int64.self)
        newest = bytes.loadUnaligned(fromByteOffset: offset + 40, as: Int64.self)
        flags = FeatureFlags(rawValue: bytes.loadUnaligned(fromByteOffset: offset + 48, as: UInt32.self))
        timeless = bytes.loadUnaligned(fromByteOffset: offset + 52, as: UInt32.self)
        placeless = bytes.loadUnaligned(fromByteOffset: offset + 56, as: UInt32.self)
    }
}
