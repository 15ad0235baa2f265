internal import TabaqaFeatureModel

/// A recursive descent over the bytes of one WKT text.
struct WKTParser {
    private static let deepestCollection = 8

    private let bytes: [UInt8]
    private var offset = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func parse() throws(Fault) -> Geometry? {
        skipReferenceSystem()
        let geometry = try geometry(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw fault("the end of the text") }
        return geometry
    }

    private mutating func geometry(depth: Int) throws(Fault) -> Geometry? {
        guard depth <= Self.deepestCollection else { throw fault("no deeper nesting") }
        let start = offset
        var name = word()
        for suffix in ["ZM", "Z", "M"] where name.count > 5 && name.hasSuffix(suffix) {
            name.removeLast(suffix.count)
            break
        }
        if ["Z", "M", "ZM"].contains(peekWord()) { _ = word() }
        let isEmpty = peekWord() == "EMPTY"
        if isEmpty { _ = word() }
        switch name {
        case "POINT": return isEmpty ? nil : .point(try one())
        case "LINESTRING": return isEmpty ? nil : .lineString(try line(atLeast: 2))
        case "POLYGON": return isEmpty ? nil : .polygon(try polygon())
        case "MULTIPOINT":
            return isEmpty ? nil : .multiPoint(try list { (p) throws(Fault) in try p.looseOne() })
        case "MULTILINESTRING":
            return isEmpty ? nil : .multiLineString(try list { (p) throws(Fault) in try p.line(atLeast: 2) })
        case "MULTIPOLYGON":
            return isEmpty ? nil : .multiPolygon(try list { (p) throws(Fault) in try p.polygon() })
        case "GEOMETRYCOLLECTION":
            if isEmpty { return nil }
            let parts = try list { (parser) throws(Fault) in try parser.geometry(depth: depth + 1) }
            return .collection(parts.compactMap { $0 })
        default:
            offset = start
            throw fault("a geometry such as POINT (37.38 37.06)")
        }
    }

    private mutating func polygon() throws(Fault) -> [[Position]] {
        try list { (parser) throws(Fault) in
            let ring = try parser.line(atLeast: 4)
            guard ring.first == ring.last else { throw parser.fault("a ring that ends where it began") }
            return ring
        }
    }

    private mutating func line(atLeast minimum: Int) throws(Fault) -> [Position] {
        let positions = try list { (parser) throws(Fault) in try parser.position() }
        guard positions.count >= minimum else { throw fault("at least \(minimum) positions") }
        return positions
    }

    private mutating func one() throws(Fault) -> Position {
        try expect(0x28, "“(”")
        let position = try position()
        try expect(0x29, "“)”")
        return position
    }

    /// Within MULTIPOINT both `(1 2)` and `1 2` are in use.
    private mutating func looseOne() throws(Fault) -> Position {
        skipSpace()
        return offset < bytes.count && bytes[offset] == 0x28 ? try one() : try position()
    }

    private mutating func list<Element>(
        _ element: (inout WKTParser) throws(Fault) -> Element
    ) throws(Fault) -> [Element] {
        try expect(0x28, "“(”")
        var elements = [try element(&self)]
        while accept(0x2C) { elements.append(try element(&self)) }
        try expect(0x29, "“,” or “)”")
        return elements
    }

    private mutating func position() throws(Fault) -> Position {
        let position = Position(x: try number(), y: try number())
        var extra = 0
        while extra < 2, isNumberNext() {
            _ = try number()
            extra += 1
        }
        return position
    }

    private mutating func number() throws(Fault) -> Double {
        skipSpace()
        let start = offset
        while offset < bytes.count, Self.isNumeric(bytes[offset]) { offset += 1 }
        guard offset > start, offset - start <= 64,
            let value = Double(String(decoding: bytes[start..<offset], as: UTF8.self)), value.isFinite
        else {
            offset = start
            throw fault("a number")
        }
        return value
    }

    private mutating func isNumberNext() -> Bool {
        skipSpace()
        return offset < bytes.count && Self.isNumeric(bytes[offset])
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }

    private mutating func peekWord() -> String {
        let start = offset
        defer { offset = start }
        return word()
    }

    private mutating func word() -> String {
        skipSpace()
        let start = offset
        while offset < bytes.count, (0x41...0x5A).contains(bytes[offset] & 0xDF), offset - start < 32 {
            offset += 1
        }
        return String(decoding: bytes[start..<offset].map { $0 & 0xDF }, as: UTF8.self)
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ name: String) throws(Fault) {
        if !accept(byte) { throw fault(name) }
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset] == 0x20 || (0x09...0x0D).contains(bytes[offset]) {
            offset += 1
        }
    }

    private mutating func skipReferenceSystem() {
        guard word() == "SRID", accept(0x3D) else { return offset = 0 }
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
        if !accept(0x3B) { offset = 0 }
    }

    private func fault(_ expected: String) -> Fault {
        let end = offset >= bytes.count ? " (the end)" : ""
        return Fault(
            .geometryInvalid, "Not well-known text: expected \(expected) at character \(offset + 1)\(end).",
            remedy: "Write for example POINT (37.38 37.06).")
    }
}
