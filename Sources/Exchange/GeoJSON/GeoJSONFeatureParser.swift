internal import TabaqaFeatureModel

/// Reads one Feature, or one bare geometry, into the current row of a `CellBuilder`.
struct GeoJSONFeatureParser {
    var geometry: GeoJSONGeometryParser
    var cells: CellBuilder
    private var hint = 0

    init(scanner: JSONScanner, advice: GeoJSONAdvice, cells: CellBuilder) {
        geometry = GeoJSONGeometryParser(scanner: scanner, advice: advice)
        self.cells = cells
    }

    /// Reads the object at the scanner's position.
    ///
    /// - Parameter isElement: whether it stands in a FeatureCollection and must be a Feature.
    mutating func record(isElement: Bool) throws(JSONFailure) -> GeoJSONGeometryParser.Parsed {
        let opening = geometry.scanner.position
        guard geometry.scanner.current == 0x7B else {
            throw geometry.scanner.failure(
                isElement
                    ? "Every feature must be an object, \(geometry.scanner.found) found."
                    : "A GeoJSON text must be an object, \(geometry.scanner.found) found.",
                member: isElement ? "features" : nil)
        }
        geometry.scanner.position += 1
        var type: JSONScanner.Text?
        var place: GeoJSONGeometryParser.Parsed?
        var hasProperties = false
        var hasID = false
        var foreign: JSONScanner.Text?
        var isFirst = true
        while try geometry.member(&isFirst) {
            let name = try geometry.scanner.string()
            try geometry.colon()
            if geometry.scanner.matches(name, "type") {
                guard type == nil else { throw geometry.duplicate("type") }
                guard geometry.scanner.current == 0x22 else {
                    throw geometry.scanner.failure("“type” must be a string.", member: "type")
                }
                let text = try geometry.scanner.string()
                type = text
                try checkType(text, isElement: isElement)
            } else if geometry.scanner.matches(name, "geometry") {
                guard place == nil else { throw geometry.duplicate("geometry") }
                if geometry.scanner.current == 0x6E {
                    try geometry.scanner.literal("null")
                    place = GeoJSONGeometryParser.Parsed.none
                } else {
                    place = try geometry.geometry()
                }
            } else if geometry.scanner.matches(name, "properties") {
                guard !hasProperties else { throw geometry.duplicate("properties") }
                hasProperties = true
                try properties()
            } else if geometry.scanner.matches(name, "id") {
                guard !hasID else { throw geometry.duplicate("id") }
                hasID = true
                try identifier()
            } else if geometry.scanner.matches(name, "bbox") {
                try geometry.boundingBox()
            } else {
                if geometry.scanner.matches(name, "features") || geometry.scanner.matches(name, "coordinates")
                    || geometry.scanner.matches(name, "geometries")
                {
                    foreign = foreign ?? name
                } else if geometry.scanner.matches(name, "crs") {
                    geometry.advice.innerCRS += 1
                }
                try geometry.scanner.skipValue(depth: 1)
            }
        }
        guard let type else {
            throw geometry.scanner.failure("The “type” member is missing.", at: opening, member: "type")
        }
        guard geometry.scanner.matches(type, "Feature") else {
            return try bareGeometry(from: opening)
        }
        if let foreign {
            let text = geometry.scanner.string(of: foreign)
            throw geometry.scanner.failure(
                "A Feature cannot contain a “\(text)” member.", at: foreign.start, member: text)
        }
        guard let place else {
            throw geometry.scanner.failure(
                "The “geometry” member is missing.", at: opening, member: "geometry")
        }
        guard hasProperties else {
            throw geometry.scanner.failure(
                "The “properties” member is missing.", at: opening, member: "properties")
        }
        return place
    }

    private func checkType(_ text: JSONScanner.Text, isElement: Bool) throws(JSONFailure) {
        if geometry.scanner.matches(text, "Feature") { return }
        let name = geometry.scanner.string(of: text)
        if isElement {
            throw geometry.scanner.failure(
                "Features must have the “type” Feature, not “\(name.prefix(40))”.", at: text.start,
                member: "type")
        }
        if GeoJSONGeometryParser.Kind(rawValue: name) != nil { return }
        let meant = ["Feature", "FeatureCollection", "Point", "LineString", "Polygon"].first {
            $0.lowercased() == name.lowercased()
        }
        throw geometry.scanner.failure(
            meant.map { "The “type” must be written \($0), not “\(name)”." }
                ?? "The type “\(name.prefix(40))” is unknown.", at: text.start, member: "type")
    }

    /// The object at `opening` read again as a geometry.
    private mutating func bareGeometry(from opening: Int) throws(JSONFailure) -> GeoJSONGeometryParser.Parsed
    {
        cells.discardRow()
        geometry.scanner.position = opening
        return try geometry.geometry()
    }

    private mutating func identifier() throws(JSONFailure) {
        switch geometry.scanner.current {
        case 0x22:
            let text = try geometry.scanner.string()
            cells.putID(start: text.start, length: text.length, isEscaped: text.hasEscapes)
        case 0x2D, 0x30...0x39:
            let start = geometry.scanner.position
            try geometry.scanner.skipNumber()
            cells.putID(start: start, length: geometry.scanner.position - start, isEscaped: false)
        case 0x6E: try geometry.scanner.literal("null")
        default:
            throw geometry.scanner.failure("A feature's “id” must be a string or a number.", member: "id")
        }
    }

    private mutating func properties() throws(JSONFailure) {
        if geometry.scanner.current == 0x6E { return try geometry.scanner.literal("null") }
        guard geometry.scanner.current == 0x7B else {
            throw geometry.scanner.failure(
                "“properties” must be an object or null, \(geometry.scanner.found) found.",
                member: "properties")
        }
        try members()
    }

    /// Puts the members of the object at the scanner's position into the row.
    mutating func members() throws(JSONFailure) {
        geometry.scanner.position += 1
        var isFirst = true
        hint = 0
        while try geometry.member(&isFirst) {
            let name = try geometry.scanner.string()
            let column: Int
            if name.hasEscapes {
                column = cells.column(named: geometry.scanner.string(of: name))
            } else {
                column = cells.column(
                    UnsafeBufferPointer(start: geometry.scanner.base + name.start, count: name.length),
                    hint: hint)
            }
            hint = column + 1
            try geometry.colon()
            if !(try value(column)) { throw geometry.duplicate(geometry.scanner.string(of: name)) }
        }
    }

    @inline(__always)
    private mutating func value(_ column: Int) throws(JSONFailure) -> Bool {
        let start = geometry.scanner.position
        switch geometry.scanner.current {
        case 0x22:
            let text = try geometry.scanner.string()
            return cells.put(column, start: text.start, length: text.length, isEscaped: text.hasEscapes)
        case 0x6E:
            try geometry.scanner.literal("null")
            return cells.put(column, start: start, length: -1)
        default:
            try geometry.scanner.skipValue(depth: 2)
            return cells.put(column, start: start, length: geometry.scanner.position - start)
        }
    }
}
