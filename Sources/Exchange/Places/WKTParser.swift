internal import TabaqaFeatureModel

/// Reads well-known text (OGC 06-103r4 section 7), with an optional `SRID=n;` before it. Heights and measures
/// are dropped.
struct WKTParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var dimension = 2

    /// The geometry and EPSG code `text` writes; nil where it is no WKT.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> (geometry: Geometry?, srid: Int?)? {
        var parser = WKTParser(bytes: bytes)
        var srid: Int?
        if parser.word(peeking: true) == "SRID" {
            _ = parser.word()
            guard parser.take(0x3D), let number = parser.number(), parser.take(0x3B) else { return nil }
            srid = Int(exactly: number)
        }
        guard let parsed = parser.geometry(depth: 0) else { return nil }
        parser.skipSpace()
        return parser.index == bytes.count ? (parsed.shape, srid) : nil
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Outer nil: no WKT; inner nil: an empty geometry.
    private mutating func geometry(depth: Int) -> (shape: Geometry?, Void)? {
        guard depth < 32, var kind = word() else { return nil }
        dimension = 2
        if let tag = word(peeking: true), tag != "EMPTY" {
            guard let extra = ["Z": 1, "M": 1, "ZM": 2][tag] else { return nil }
            _ = word()
            dimension += extra
        } else {
            for (tag, extra) in [("ZM", 2), ("Z", 1), ("M", 1)] where kind.hasSuffix(tag) && kind.count > 4 {
                kind.removeLast(tag.count)
                dimension += extra
                break
            }
        }
        if word(peeking: true) == "EMPTY" {
            _ = word()
            return Self.kinds.contains(kind) ? (nil, ()) : nil
        }
        switch kind {
        case "POINT":
            guard take(0x28), let place = position(), take(0x29) else { return nil }
            return (.point(place), ())
        case "LINESTRING": return positions().map { (.lineString($0), ()) }
        case "MULTIPOINT": return multiPoint().map { (.multiPoint($0), ()) }
        case "MULTILINESTRING": return list { $0.positions() }.map { (.multiLineString($0), ()) }
        case "POLYGON": return polygon().map { (.polygon($0), ()) }
        case "MULTIPOLYGON": return list { $0.polygon() }.map { (.multiPolygon($0), ()) }
        case "GEOMETRYCOLLECTION":
            return list { $0.geometry(depth: depth + 1) }.map { (.collection($0.compactMap(\.shape)), ()) }
        default: return nil
        }
    }

    private static let kinds: Set<String> = [
        "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
        "GEOMETRYCOLLECTION",
    ]

    private mutating func polygon() -> [[Position]]? {
        guard let rings = list({ $0.positions() }),
            rings.allSatisfy({ $0.count >= 4 && $0.first == $0.last })
        else { return nil }
        return rings
    }

    private mutating func positions() -> [Position]? {
        let list = list { $0.position() }
        return list.map { $0.count >= 2 } == true ? list : nil
    }

    private mutating func multiPoint() -> [Position]? {
        list { parser in
            guard parser.take(0x28) else { return parser.position() }
            guard let place = parser.position(), parser.take(0x29) else { return nil }
            return place
        }
    }

    private mutating func list<Element>(_ element: (inout WKTParser) -> Element?) -> [Element]? {
        guard take(0x28) else { return nil }
        var elements: [Element] = []
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while take(0x2C)
        return take(0x29) ? elements : nil
    }

    private mutating func position() -> Position? {
        guard let x = number(), let y = number() else { return nil }
        for _ in 2..<max(3, dimension + 1) where dimension > 2 {
            if !isNumberNext { break }
            _ = number()
        }
        // Heights also come without a Z before the bracket.
        while isNumberNext { if number() == nil { return nil } }
        return Position(x: x, y: y)
    }

    private var isNumberNext: Bool {
        var next = index
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        guard next < bytes.count else { return false }
        return bytes[next] == 0x2D || bytes[next] == 0x2B || bytes[next] == 0x2E || bytes[next] &- 0x30 < 10
    }

    private mutating func number() -> Double? {
        skipSpace()
        let start = index
        while index < bytes.count,
            [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(bytes[index]) || bytes[index] &- 0x30 < 10
        {
            index += 1
        }
        guard index > start else { return nil }
        return NumberText.decimal(UnsafeBufferPointer(rebasing: bytes[start..<index]), .point)
    }

    private mutating func word(peeking: Bool = false) -> String? {
        skipSpace()
        let start = index
        var end = index
        while end < bytes.count, (0x41...0x5A).contains(bytes[end] & 0xDF), end - start < 20 { end += 1 }
        guard end > start else { return nil }
        if !peeking { index = end }
        return String(decoding: bytes[start..<end].map { $0 & 0xDF }, as: UTF8.self)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }
}
