/// Geometries within a CQL2 text: WKT and `BBOX`.
extension CQL2Parser {
    private static let names: Set<String> = [
        "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
        "GEOMETRYCOLLECTION", "BBOX",
    ]

    private static let dimensions: Set<String> = ["Z", "M", "ZM"]

    /// Nil when no geometry begins here.
    mutating func geometryLiteral() throws(Fault) -> CQL2Node? {
        let token = current
        guard Self.names.contains(token.keyword),
            following.kind == .symbol("(") || Self.dimensions.contains(following.keyword)
        else { return nil }
        if token.keyword == "BBOX" {
            advance()
            let numbers = try list { (parser) throws(Fault) in try parser.coordinate() }
            return .box(try CQL2Typing.box(numbers, token), token)
        }
        return .geometry(try geometry(), token)
    }

    private mutating func geometry() throws(Fault) -> Geometry {
        let token = advance()
        if Self.dimensions.contains(current.keyword) { advance() }
        switch token.keyword {
        case "POINT":
            let positions = try line()
            guard positions.count == 1 else { throw fault("A POINT has one position", at: token) }
            return .point(positions[0])
        case "LINESTRING": return .lineString(try line())
        case "POLYGON": return .polygon(try lines())
        case "MULTIPOINT":
            return .multiPoint(try list { (parser) throws(Fault) in try parser.loosePosition() })
        case "MULTILINESTRING": return .multiLineString(try lines())
        case "MULTIPOLYGON":
            return .multiPolygon(try list { (parser) throws(Fault) in try parser.lines() })
        case "GEOMETRYCOLLECTION":
            let parts = try nested { (parser) throws(Fault) in
                try parser.list { (parser) throws(Fault) in try parser.geometry() }
            }
            return .collection(parts)
        default:
            throw fault("Expected a geometry such as POINT(37.38 37.06)", at: token)
        }
    }

    private mutating func lines() throws(Fault) -> [[Position]] {
        try list { (parser) throws(Fault) in try parser.line() }
    }

    private mutating func line() throws(Fault) -> [Position] {
        try list { (parser) throws(Fault) in try parser.position() }
    }

    /// Within MULTIPOINT both `(1 2)` and `1 2` are in use.
    private mutating func loosePosition() throws(Fault) -> Position {
        guard acceptSymbol("(") else { return try position() }
        let position = try position()
        try expectSymbol(")")
        return position
    }

    private mutating func list<Element>(
        _ element: (inout CQL2Parser) throws(Fault) -> Element
    ) throws(Fault) -> [Element] {
        try expectSymbol("(")
        var elements = [try element(&self)]
        while acceptSymbol(",") { elements.append(try element(&self)) }
        try expectSymbol(")")
        return elements
    }

    private mutating func position() throws(Fault) -> Position {
        let position = Position(x: try coordinate(), y: try coordinate())
        // Heights are read over.
        for _ in 0..<2 where isNumberNext { _ = try coordinate() }
        return position
    }

    private var isNumberNext: Bool {
        switch current.kind {
        case .number, .symbol("-"), .symbol("+"): true
        default: false
        }
    }

    private mutating func coordinate() throws(Fault) -> Double {
        let isNegative = acceptSymbol("-")
        if !isNegative { _ = acceptSymbol("+") }
        let token = advance()
        guard case .number(let text) = token.kind else {
            throw fault("Expected a coordinate, found \(token.description)", at: token)
        }
        let value = try CQL2Typing.number(text, token)
        return isNegative ? -value : value
    }
}
