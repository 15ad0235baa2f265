internal import TabaqaFeatureModel

extension GeometryBlob {
    /// The position of a point's blob; nil when it is no point of ours, OGR's or QGIS's.
    @inline(__always)
    static func point(_ blob: UnsafeRawBufferPointer) -> Position? {
        if blob.count == pointLength, blob[0] == 0, blob[1] == 1, blob[38] == 0x7C, blob[39] == 1 {
            return Position(
                x: Double(
                    bitPattern: UInt64(
                        littleEndian: blob.loadUnaligned(fromByteOffset: xOffset, as: UInt64.self))),
                y: Double(
                    bitPattern: UInt64(
                        littleEndian: blob.loadUnaligned(fromByteOffset: yOffset, as: UInt64.self))))
        }
        if case .point(let position)? = geometry(blob) { return position }
        return nil
    }

    /// The box in the blob's header; nil when there is none.
    static func box(_ blob: UnsafeRawBufferPointer) -> Extent? {
        var reader = BlobReader(blob)
        if blob.count >= 45, blob[0] == 0, blob[1] <= 1, blob[38] == 0x7C {
            reader.isLittleEndian = blob[1] == 1
            reader.offset = boxOffset
            guard let minX = reader.double(), let minY = reader.double(), let maxX = reader.double(),
                let maxY = reader.double()
            else { return nil }
            let extent = Extent(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
            return extent.isEmpty ? nil : extent
        }
        guard let extent = geometry(blob)?.extent, !extent.isEmpty else { return nil }
        return extent
    }

    /// The geometry of a blob of any program; nil for bytes that are none or for more than two dimensions.
    static func geometry(_ blob: UnsafeRawBufferPointer) -> Geometry? {
        guard blob.count >= 24, blob[0] == 0 else { return nil }
        var reader = BlobReader(blob)
        if blob[1] == 0x80 || blob[1] == 0x81 {
            // TinyPoint: endian mark, SRID, dimension, coordinates.
            reader.isLittleEndian = blob[1] == 0x81
            reader.offset = 6
            guard reader.byte() == 1, let position = reader.position() else { return nil }
            return .point(position)
        }
        guard blob.count >= 45, blob[1] <= 1, blob[38] == 0x7C else { return nil }
        reader.isLittleEndian = blob[1] == 1
        reader.offset = 39
        return reader.geometry(isMember: false)
    }
}

/// Walks a geometry blob; every count is checked against what is left, so a hostile blob costs nothing.
private struct BlobReader {
    let bytes: UnsafeRawBufferPointer
    var offset = 0
    var isLittleEndian = true

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func geometry(isMember: Bool) -> Geometry? {
        guard let kind = int() else { return nil }
        switch kind {
        case 1: return position().map(Geometry.point)
        case 2, 1_000_002: return path(isCompressed: kind > 1_000_000).map(Geometry.lineString)
        case 3, 1_000_003: return rings(isCompressed: kind > 1_000_000).map(Geometry.polygon)
        case 4, 5, 6, 7:
            guard !isMember, let members = members() else { return nil }
            return collect(kind, members)
        default: return nil
        }
    }

    private func collect(_ kind: Int32, _ members: [Geometry]) -> Geometry? {
        switch kind {
        case 4:
            return .multiPoint(
                members.compactMap { if case .point(let position) = $0 { position } else { nil } })
        case 5:
            return .multiLineString(
                members.compactMap { if case .lineString(let line) = $0 { line } else { nil } })
        case 6:
            return .multiPolygon(
                members.compactMap { if case .polygon(let rings) = $0 { rings } else { nil } })
        default:
            return .collection(members)
        }
    }

    private mutating func members() -> [Geometry]? {
        guard let count = count(ofBytes: 5) else { return nil }
        var members: [Geometry] = []
        for _ in 0..<count {
            guard byte() == 0x69, let member = geometry(isMember: true) else { return nil }
            members.append(member)
        }
        return members
    }

    private mutating func rings(isCompressed: Bool) -> [[Position]]? {
        guard let count = count(ofBytes: 4) else { return nil }
        var rings: [[Position]] = []
        for _ in 0..<count {
            guard let ring = path(isCompressed: isCompressed) else { return nil }
            rings.append(ring)
        }
        return rings
    }

    /// In compressed paths all but the first and last position are float steps from the one before.
    private mutating func path(isCompressed: Bool) -> [Position]? {
        guard let count = count(ofBytes: isCompressed ? 8 : 16) else { return nil }
        var path: [Position] = []
        path.reserveCapacity(count)
        for index in 0..<count {
            if isCompressed, index > 0, index < count - 1 {
                guard let dx = float(), let dy = float(), let last = path.last else { return nil }
                path.append(Position(x: last.x + Double(dx), y: last.y + Double(dy)))
            } else {
                guard let position = position() else { return nil }
                path.append(position)
            }
        }
        return path
    }

    /// A count that what is left can hold.
    private mutating func count(ofBytes size: Int) -> Int? {
        guard let count = int(), count >= 0, Int(count) <= (bytes.count - offset) / size else { return nil }
        return Int(count)
    }

    mutating func position() -> Position? {
        guard let x = double(), let y = double() else { return nil }
        return Position(x: x, y: y)
    }

    mutating func byte() -> UInt8? {
        guard offset < bytes.count else { return nil }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func double() -> Double? { load(UInt64.self).map(Double.init(bitPattern:)) }
    private mutating func float() -> Float? { load(UInt32.self).map(Float.init(bitPattern:)) }
    private mutating func int() -> Int32? { load(UInt32.self).map(Int32.init(bitPattern:)) }

    private mutating func load<Word: FixedWidthInteger & BitwiseCopyable>(_ type: Word.Type) -> Word? {
        let size = MemoryLayout<Word>.size
        guard bytes.count - offset >= size else { return nil }
        defer { offset += size }
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: Word.self)
        return isLittleEndian ? Word(littleEndian: word) : Word(bigEndian: word)
    }
}
