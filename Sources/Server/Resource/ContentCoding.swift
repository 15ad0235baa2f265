internal import CDeflate
internal import CZstd

/// How a body is packed on its way.
enum ContentCoding: String, Sendable {
    case gzip, zstd

    /// Smaller bodies gain nothing.
    static let leastBytes = 1024

    /// What the client prefers, zstd among equals.
    static func negotiate(_ accept: String?) -> ContentCoding? {
        guard let accept else { return nil }
        let ranges = Negotiation.ranges(accept)
        func quality(_ coding: ContentCoding) -> Double {
            let own = ranges.first { $0.value == coding.rawValue }
            return (own ?? ranges.first { $0.value == "*" })?.quality ?? 0
        }
        let (zstd, gzip) = (quality(.zstd), quality(.gzip))
        if zstd > 0, zstd >= gzip { return .zstd }
        return gzip > 0 ? .gzip : nil
    }

    /// Nil where packing does not make it smaller.
    func packed(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .gzip: Self.gzipped(bytes)
        case .zstd: Self.zstandard(bytes)
        }
    }

    private static func gzipped(_ bytes: [UInt8]) -> [UInt8]? {
        guard let compressor = libdeflate_alloc_compressor(4) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        // With room for less than the bytes themselves it gives up where packing gains nothing.
        var count = 0
        let packed = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, initialized in
            count = libdeflate_gzip_compress(
                compressor, bytes, bytes.count, buffer.baseAddress, buffer.count)
            initialized = count
        }
        return count > 0 ? packed : nil
    }

    private static func zstandard(_ bytes: [UInt8]) -> [UInt8]? {
        var count = 0
        let packed = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, initialized in
            let written = ZSTD_compress(buffer.baseAddress, buffer.count, bytes, bytes.count, 3)
            count = ZSTD_isError(written) == 0 ? written : 0
            initialized = count
        }
        return count > 0 ? packed : nil
    }
}
