internal import TabaqaFeatureModel

/// Writes geometry objects.
struct GeoJSONGeometry {
    let form: CoordinateForm
    private let isNorthingFirst: Bool

    init(crs: CRS, isNorthingFirst: Bool = false) {
        form = CoordinateForm(crs)
        self.isNorthingFirst = isNorthingFirst
    }

    @inline(__always)
    func append(_ column: PlainRows.Geometries, _ row: Int, to text: inout ByteText) {
        switch column {
        case .none:
            text.append("null")
        case .points(let x, let y):
            guard x[row].isFinite, y[row].isFinite else { return text.append("null") }
            text.append("{\"type\":\"Point\",\"coordinates\":")
            append(Position(x: x[row], y: y[row]), to: &text)
            text.append("}")
        case .shapes(let shapes):
            guard let shape = shapes[row] else { return text.append("null") }
            append(shape, to: &text)
        }
    }

    func append(_ geometry: Geometry, to text: inout ByteText) {
        switch geometry {
        case .point(let position):
            text.append("{\"type\":\"Point\",\"coordinates\":")
            append(position, to: &text)
        case .multiPoint(let positions):
            text.append("{\"type\":\"MultiPoint\",\"coordinates\":")
            append(positions, to: &text)
        case .lineString(let positions):
            text.append("{\"type\":\"LineString\",\"coordinates\":")
            append(positions, to: &text)
        case .multiLineString(let lines):
            text.append("{\"type\":\"MultiLineString\",\"coordinates\":")
            list(lines, to: &text) { line, text in append(line, to: &text) }
        case .polygon(let rings):
            text.append("{\"type\":\"Polygon\",\"coordinates\":")
            append(rings: rings, to: &text)
        case .multiPolygon(let polygons):
            text.append("{\"type\":\"MultiPolygon\",\"coordinates\":")
            let whole = polygons.filter { $0.first.map(survives) ?? false }
            list(whole.isEmpty ? polygons : whole, to: &text) { rings, text in append(rings: rings, to: &text)
            }
        case .collection(let parts):
            text.append("{\"type\":\"GeometryCollection\",\"geometries\":")
            list(parts, to: &text) { part, text in append(part, to: &text) }
        }
        text.append("}")
    }

    @inline(__always)
    private func append(_ position: Position, to text: inout ByteText) {
        text.append(UInt8(ascii: "["))
        let decimals = form.decimals(position.x, position.y)
        text.append(isNorthingFirst ? position.y : position.x, decimals: decimals)
        text.append(UInt8(ascii: ","))
        text.append(isNorthingFirst ? position.x : position.y, decimals: decimals)
        text.append(UInt8(ascii: "]"))
    }

    private func append(_ positions: [Position], to text: inout ByteText) {
        list(positions, to: &text) { position, text in append(position, to: &text) }
    }

    /// Exterior counterclockwise, holes clockwise (RFC 7946, section 3.1.6).
    private func append(rings: [[Position]], to text: inout ByteText) {
        var isExterior = true
        let written = rings.prefix(1) + rings.dropFirst().filter(survives)
        list(Array(written), to: &text) { ring, text in
            let isCounterclockwise = Ring.signedArea(ring) >= 0
            append(isCounterclockwise == isExterior ? ring : ring.reversed(), to: &text)
            isExterior = false
        }
    }

    /// Whether a ring is still one when written: a sliver may round to two places, which no reader takes.
    private func survives(_ ring: [Position]) -> Bool {
        var seen: [Position] = []
        for position in ring {
            let step = form.decimals(position.x, position.y) == 7 ? 1e7 : 1e3
            let rounded = Position(x: (position.x * step).rounded(), y: (position.y * step).rounded())
            if !seen.contains(rounded) { seen.append(rounded) }
            if seen.count == 3 { return true }
        }
        return false
    }

    private func list<Element>(
        _ elements: [Element], to text: inout ByteText, _ body: (Element, inout ByteText) -> Void
    ) {
        text.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            body(element, &text)
        }
        text.append(UInt8(ascii: "]"))
    }
}
