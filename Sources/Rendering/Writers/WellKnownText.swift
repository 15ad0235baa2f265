internal import TabaqaFeatureModel

/// Writes geometries as WKT (OGC 06-103r4), longitude or easting first.
struct WellKnownText {
    let form: CoordinateForm

    func append(_ geometry: Geometry, to text: inout ByteText) {
        switch geometry {
        case .point(let position):
            text.append("POINT (")
            append(position, to: &text)
            text.append(")")
        case .multiPoint(let positions):
            text.append("MULTIPOINT ")
            list(positions, to: &text) { position, text in
                text.append("(")
                append(position, to: &text)
                text.append(")")
            }
        case .lineString(let positions):
            text.append("LINESTRING ")
            append(positions, to: &text)
        case .multiLineString(let lines):
            text.append("MULTILINESTRING ")
            list(lines, to: &text) { line, text in append(line, to: &text) }
        case .polygon(let rings):
            text.append("POLYGON ")
            list(rings, to: &text) { ring, text in append(ring, to: &text) }
        case .multiPolygon(let polygons):
            text.append("MULTIPOLYGON ")
            list(polygons, to: &text) { rings, text in
                list(rings, to: &text) { ring, text in append(ring, to: &text) }
            }
        case .collection(let parts):
            text.append("GEOMETRYCOLLECTION ")
            list(parts, to: &text) { part, text in append(part, to: &text) }
        }
    }

    private func append(_ position: Position, to text: inout ByteText) {
        let decimals = form.decimals(position.x, position.y)
        text.append(position.x, decimals: decimals)
        text.append(UInt8(ascii: " "))
        text.append(position.y, decimals: decimals)
    }

    private func append(_ positions: [Position], to text: inout ByteText) {
        list(positions, to: &text) { position, text in append(position, to: &text) }
    }

    private func list<Element>(
        _ elements: [Element], to text: inout ByteText, _ body: (Element, inout ByteText) -> Void
    ) {
        guard !elements.isEmpty else { return text.append("EMPTY") }
        text.append("(")
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(",") }
            body(element, &text)
        }
        text.append(")")
    }
}
