internal import TabaqaFeatureModel

/// SpatiaLite's geometry blob, little endian (Gaia-SINS internal blob format): `00 01`, SRID, the box, `7C`,
/// class, body, `FE`.
struct GeometryBlob {
    static let pointLength = 60
    static let boxOffset = 6
    static let xOffset = 43
    static let yOffset = 51

    let srid: Int32
    private(set) var bytes: [UInt8] = []

    /// Makes `bytes` the blob of `geometry` as a column of `kind` keeps it.
    ///
    /// - Returns: false for a geometry without positions, which is stored as null.
    /// - Throws: `geometry.invalid` when it does not fit the column or holds a number that is not finite.
    mutating func encode(_ geometry: Geometry, as kind: StorageDefinition.GeometryKind) throws -> Bool {
        bytes.removeAll(keepingCapacity: true)
        let extent = geometry.extent
        guard !extent.isEmpty else { return false }
        try geometry.forEachPosition { position in
            guard position.isFinite else {
                throw Fault(.geometryInvalid, "A coordinate is not a finite number.")
            }
        }
        bytes += [0x00, 0x01]
        append(srid)
        for value in [extent.minX, extent.minY, extent.maxX, extent.maxY] { append(value) }
        bytes.append(0x7C)
        switch (kind, geometry) {
        case (.point, .point(let position)):
            append(Int32(1))
            append(position)
        case (.lines, .lineString(let line)):
            append([line])
        case (.lines, .multiLineString(let lines)):
            append(lines)
        case (.polygons, .polygon(let rings)):
            append([rings])
        case (.polygons, .multiPolygon(let polygons)):
            append(polygons)
        default:
            throw Fault(.geometryInvalid, "The geometry does not fit a \(kind.rawValue) layer.")
        }
        bytes.append(0xFE)
        return true
    }

    private mutating func append(_ lines: [[Position]]) {
        let filled = lines.filter { !$0.isEmpty }
        append(Int32(5))
        append(Int32(clamping: filled.count))
        for line in filled {
            bytes.append(0x69)
            append(Int32(2))
            appendPath(line)
        }
    }

    private mutating func append(_ polygons: [[[Position]]]) {
        let filled = polygons.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
        append(Int32(6))
        append(Int32(clamping: filled.count))
        for rings in filled {
            bytes.append(0x69)
            append(Int32(3))
            append(Int32(clamping: rings.count))
            for ring in rings { appendPath(ring) }
        }
    }

    private mutating func appendPath(_ path: [Position]) {
        append(Int32(clamping: path.count))
        for position in path { append(position) }
    }

    private mutating func append(_ position: Position) {
        append(position.x)
        append(position.y)
    }

    private mutating func append(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ value: Int32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Fills `bytes`, 60 of them, with the parts of a point's blob that are the same for every point.
    static func preparePoint(_ bytes: UnsafeMutableRawPointer, srid: Int32) {
        bytes.initializeMemory(as: UInt8.self, repeating: 0, count: pointLength)
        bytes.storeBytes(of: 1, toByteOffset: 1, as: UInt8.self)
        bytes.storeBytes(of: srid.littleEndian, toByteOffset: 2, as: Int32.self)
        bytes.storeBytes(of: 0x7C, toByteOffset: 38, as: UInt8.self)
        bytes.storeBytes(of: Int32(1).littleEndian, toByteOffset: 39, as: Int32.self)
        bytes.storeBytes(of: 0xFE, toByteOffset: 59, as: UInt8.self)
    }

    @inline(__always)
    static func setPoint(_ bytes: UnsafeMutableRawPointer, x: Double, y: Double) {
        let x = x.bitPattern.littleEndian
        let y = y.bitPattern.littleEndian
        for offset in [6, 22, xOffset] { bytes.storeBytes(of: x, toByteOffset: offset, as: UInt64.self) }
        for offset in [14, 30, yOffset] { bytes.storeBytes(of: y, toByteOffset: offset, as: UInt64.self) }
    }
}
