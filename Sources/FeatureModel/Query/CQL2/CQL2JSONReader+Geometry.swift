/// Geometries within CQL2 JSON: GeoJSON's (RFC 7946).
extension CQL2JSONReader {
    private static let deepestCollection = 4

    func geometry(_ value: JSONValue, depth: Int) throws(Fault) -> Geometry {
        guard case .object(let members, _) = value, case .string(let type, _)? = members["type"],
            depth <= Self.deepestCollection
        else { throw fault("Expected a GeoJSON geometry", value) }
        if type == "GeometryCollection" {
            guard case .array(let parts, _)? = members["geometries"] else {
                throw fault("A GeometryCollection needs geometries", value)
            }
            var geometries: [Geometry] = []
            for part in parts { geometries.append(try geometry(part, depth: depth + 1)) }
            return .collection(geometries)
        }
        guard let coordinates = members["coordinates"] else {
            throw fault("A geometry needs coordinates", value)
        }
        switch type {
        case "Point": return .point(try position(coordinates))
        case "MultiPoint": return .multiPoint(try line(coordinates))
        case "LineString": return .lineString(try line(coordinates))
        case "MultiLineString": return .multiLineString(try lines(coordinates))
        case "Polygon": return .polygon(try lines(coordinates))
        case "MultiPolygon":
            var polygons: [[[Position]]] = []
            for polygon in try array(coordinates) { polygons.append(try lines(polygon)) }
            return .multiPolygon(polygons)
        default: throw fault("“\(type.prefix(40))” is no type of geometry", value)
        }
    }

    private func lines(_ value: JSONValue) throws(Fault) -> [[Position]] {
        var lines: [[Position]] = []
        for part in try array(value) { lines.append(try line(part)) }
        return lines
    }

    private func line(_ value: JSONValue) throws(Fault) -> [Position] {
        var positions: [Position] = []
        for part in try array(value) { positions.append(try position(part)) }
        return positions
    }

    /// Heights are read over.
    private func position(_ value: JSONValue) throws(Fault) -> Position {
        let numbers = try array(value)
        guard (2...4).contains(numbers.count) else { throw fault("A position has two numbers", value) }
        return Position(x: try number(numbers[0]), y: try number(numbers[1]))
    }

    private func array(_ value: JSONValue) throws(Fault) -> [JSONValue] {
        guard case .array(let elements, _) = value else { throw fault("Expected an array", value) }
        return elements
    }
}
