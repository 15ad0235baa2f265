/// Writes EXIF blocks as cameras do, and as they should not, and puts them into files. Little endian unless told.
struct ExifBuilder {
    enum Value {
        case text(String)
        case byte(UInt8)
        case short(UInt16)
        case rationals([(UInt32, UInt32)])
        case signed([(Int32, Int32)])
    }

    var main: [(UInt16, Value)] = []
    var photo: [(UInt16, Value)] = []
    var gps: [(UInt16, Value)] = []
    var isBig = false

    /// Of a place in degrees, minutes and seconds.
    init(
        latitude: [(UInt32, UInt32)] = [(37, 1), (3, 1), (5966, 100)], _ north: String? = "N",
        longitude: [(UInt32, UInt32)] = [(37, 1), (22, 1), (5999, 100)], _ east: String? = "E"
    ) {
        if let north { gps.append((1, .text(north))) }
        gps.append((2, .rationals(latitude)))
        if let east { gps.append((3, .text(east))) }
        gps.append((4, .rationals(longitude)))
    }

    static var withoutPlace: ExifBuilder {
        var builder = ExifBuilder()
        builder.gps = []
        return builder
    }

    /// The block from its byte order mark on.
    var tiff: [UInt8] {
        let pointers = main.count + (photo.isEmpty ? 0 : 1) + (gps.isEmpty ? 0 : 1)
        let (photoSize, gpsSize) = (size(photo), size(gps))
        let mainSize = (main.isEmpty ? 6 : size(main)) + 12 * (pointers - main.count)
        var fields = main.map { ($0.0, entry($0.1)) }
        if !photo.isEmpty { fields.append((0x8769, (4, 1, number(UInt32(8 + mainSize))))) }
        if !gps.isEmpty { fields.append((0x8825, (4, 1, number(UInt32(8 + mainSize + photoSize))))) }
        var bytes: [UInt8] = isBig ? [0x4D, 0x4D, 0x00, 0x2A] : [0x49, 0x49, 0x2A, 0x00]
        bytes += number(UInt32(8))
        bytes += directory(fields, at: 8)
        if photoSize > 0 { bytes += directory(photo.map { ($0.0, entry($0.1)) }, at: bytes.count) }
        if gpsSize > 0 { bytes += directory(gps.map { ($0.0, entry($0.1)) }, at: bytes.count) }
        return bytes
    }

    /// A JPEG without pixels that carries the block.
    var jpeg: [UInt8] { [0xFF, 0xD8] + Self.segment(0xE1, Array("Exif\0\0".utf8) + tiff) + [0xFF, 0xD9] }

    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
    }

    var png: [UInt8] {
        let block = tiff
        var header = PNGChunk.bytes("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
        header += PNGChunk.bytes("eXIf", block)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + header
    }

    var webP: [UInt8] {
        let block = tiff
        let size = { (count: Int) in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: count >> $0) } }
        let odd: [UInt8] = Array("VP8X".utf8) + size(10) + [UInt8](repeating: 0, count: 10)
        let body = Array("WEBP".utf8) + odd + Array("EXIF".utf8) + size(block.count) + block
        return Array("RIFF".utf8) + size(body.count) + body
    }

    private func entry(_ value: Value) -> (type: UInt16, count: UInt32, bytes: [UInt8]) {
        switch value {
        case .text(let text): (2, UInt32(text.utf8.count + 1), Array(text.utf8) + [0])
        case .byte(let byte): (1, 1, [byte])
        case .short(let short): (3, 1, number(short))
        case .rationals(let list): (5, UInt32(list.count), list.flatMap { number($0.0) + number($0.1) })
        case .signed(let list):
            (
                10, UInt32(list.count),
                list.flatMap { number(UInt32(bitPattern: $0.0)) + number(UInt32(bitPattern: $0.1)) }
            )
        }
    }

    private func size(_ fields: [(UInt16, Value)]) -> Int {
        guard !fields.isEmpty else { return 0 }
        return 6
            + fields.map { 12 + (entry($0.1).bytes.count > 4 ? entry($0.1).bytes.count : 0) }.reduce(0, +)
    }

    private func directory(
        _ fields: [(UInt16, (type: UInt16, count: UInt32, bytes: [UInt8]))], at start: Int
    ) -> [UInt8] {
        var heads = number(UInt16(fields.count))
        var values: [UInt8] = []
        for (tag, field) in fields {
            heads += number(tag) + number(field.type) + number(field.count)
            if field.bytes.count <= 4 {
                heads += field.bytes + [UInt8](repeating: 0, count: 4 - field.bytes.count)
            } else {
                heads += number(UInt32(start + 6 + 12 * fields.count + values.count))
                values += field.bytes
            }
        }
        return heads + number(UInt32(0)) + values
    }

    private func number(_ value: some FixedWidthInteger) -> [UInt8] {
        let bytes = withUnsafeBytes(of: value.littleEndian) { Array($0) }
        return isBig ? bytes.reversed() : bytes
    }
}

/// A chunk whose checksum nobody reads here.
enum PNGChunk {
    static func bytes(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let size = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) }
        return size + Array(name.utf8) + content + [0, 0, 0, 0]
    }
}
