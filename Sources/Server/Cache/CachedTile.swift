/// A tile as it is kept: bytes and what the answer's header fields say of them.
struct CachedTile: Sendable {
    /// Empty: there is nothing in the tile.
    var bytes: [UInt8]
    /// Features left out because there are too many.
    var dropped = 0
    /// Features left out because their place is suspect.
    var suspect = 0
    let forms = PackedForms()

    init(bytes: [UInt8], dropped: Int = 0, suspect: Int = 0) {
        self.bytes = bytes
        self.dropped = dropped
        self.suspect = suspect
    }

    /// What it takes in memory, its packed form included.
    var size: Int { bytes.count + bytes.count / 2 + 256 }
}

extension CachedTile: Equatable {
    static func == (left: CachedTile, right: CachedTile) -> Bool {
        left.bytes == right.bytes && left.dropped == right.dropped && left.suspect == right.suspect
    }
}

extension CachedTile {
    private static let magic: UInt64 = 0x3145_4C49_5441_4254  // "TBATILE1"
    private static let headBytes = 56

    /// With the key it was made for and a checksum, so that a file that was damaged, cut short or put in another's
    /// place is noticed.
    func encoded(for key: TileKey) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(Self.headBytes + bytes.count)
        for word in [
            Self.magic, key.high, key.low, UInt64(bytes.count), UInt64(dropped), UInt64(suspect),
        ] {
            withUnsafeBytes(of: word.littleEndian) { head.append(contentsOf: $0) }
        }
        let sum = TileKey(summing: [head[...], bytes[...]])
        withUnsafeBytes(of: (sum.high ^ sum.low).littleEndian) { head.append(contentsOf: $0) }
        return head + bytes
    }

    /// Nil unless `file` is whole and was made for `key`.
    init?(_ file: [UInt8], for key: TileKey) {
        guard file.count >= Self.headBytes else { return nil }
        let words = file.withUnsafeBytes { raw in
            (0..<7).map { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        }
        let body = file[Self.headBytes...]
        guard words[0] == Self.magic, words[1] == key.high, words[2] == key.low,
            words[3] == UInt64(body.count), words[4] <= 1 << 40, words[5] <= 1 << 40
        else { return nil }
        let sum = TileKey(summing: [file[..<48], body])
        guard words[6] == sum.high ^ sum.low else { return nil }
        self.init(bytes: Array(body), dropped: Int(words[4]), suspect: Int(words[5]))
    }
}
