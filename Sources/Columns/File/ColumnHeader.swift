internal import TabaqaFeatureModel

/// The first bytes of a column file and its table of sections. Little-endian, like every machine it is made
/// for.
struct ColumnHeader {
    static let magic: UInt64 = 0x4E4D_4C43_4151_4254  // "TBQACLMN"
    static let version: UInt32 = 2
    static let fixedBytes = 128
    static let sectionBytes = 32
    static let idColumn: UInt16 = 0xFFFF
    static let noColumn: UInt16 = 0xFFFE

    struct Section {
        var kind: UInt16
        var column: UInt16
        var offset: UInt64
        var length: UInt64
        var checksum: UInt64
    }

    var revision: Int64
    var fingerprint: UInt64
    var rowCount: UInt64
    var regularCount: UInt64
    var square: CurveSquare
    var fileSize: UInt64
    var sections: [Section]

    var byteCount: Int { Self.fixedBytes + sections.count * Self.sectionBytes }

    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        func append<Value: FixedWidthInteger>(_ value: Value) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(Self.magic)
        append(Self.version)
        append(UInt32(sections.count))
        append(UInt64(bitPattern: revision))
        append(fingerprint)
        append(rowCount)
        append(regularCount)
        append(square.minX.bitPattern)
        append(square.minY.bitPattern)
        append(square.side.bitPattern)
        append(fileSize)
        while bytes.count < Self.fixedBytes - 8 { bytes.append(0) }
        append(UInt64(0))
        for section in sections {
            append(section.kind)
            append(section.column)
            append(UInt32(0))
            append(section.offset)
            append(section.length)
            append(section.checksum)
        }
        let checksum = bytes.withUnsafeBytes { SectionChecksum.of($0) }
        withUnsafeBytes(of: checksum.littleEndian) {
            bytes.replaceSubrange(Self.fixedBytes - 8..<Self.fixedBytes, with: $0)
        }
        return bytes
    }

}

extension ColumnHeader {
    /// How many sections the header names; nil when it is not one of ours.
    static func sectionCount(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= fixedBytes, read(bytes, 0) == magic,
            UInt32(truncatingIfNeeded: read(bytes, 8)) == version
        else { return nil }
        let count = Int(read(bytes, 8) >> 32)
        return count <= 65_536 ? count : nil
    }

    /// Nil when the checksum does not fit or a section reaches outside the file.
    init?(_ bytes: [UInt8]) {
        guard let count = Self.sectionCount(bytes),
            bytes.count == Self.fixedBytes + count * Self.sectionBytes
        else { return nil }
        var blank = bytes
        for index in Self.fixedBytes - 8..<Self.fixedBytes { blank[index] = 0 }
        guard blank.withUnsafeBytes({ SectionChecksum.of($0) }) == Self.read(bytes, Self.fixedBytes - 8)
        else {
            return nil
        }
        let square = CurveSquare(
            minX: Double(bitPattern: Self.read(bytes, 48)), minY: Double(bitPattern: Self.read(bytes, 56)),
            side: Double(bitPattern: Self.read(bytes, 64)))
        self.init(
            revision: Int64(bitPattern: Self.read(bytes, 16)), fingerprint: Self.read(bytes, 24),
            rowCount: Self.read(bytes, 32), regularCount: Self.read(bytes, 40), square: square,
            fileSize: Self.read(bytes, 72), sections: [])
        for index in 0..<count {
            let start = Self.fixedBytes + index * Self.sectionBytes
            let names = Self.read(bytes, start)
            let section = Section(
                kind: UInt16(truncatingIfNeeded: names), column: UInt16(truncatingIfNeeded: names >> 16),
                offset: Self.read(bytes, start + 8), length: Self.read(bytes, start + 16),
                checksum: Self.read(bytes, start + 24))
            let (end, overflow) = section.offset.addingReportingOverflow(section.length)
            guard !overflow, end <= fileSize, section.offset % 64 == 0 else { return nil }
            sections.append(section)
        }
        guard rowCount <= UInt64(UInt32.max), regularCount <= rowCount, fileSize <= UInt64(Int.max) else {
            return nil
        }
    }

    private static func read(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
    }
}
