extension CQL2Typing {
    /// No place on Earth has a larger coordinate in any unit from a millimetre up.
    private static let farthest = 1e11

    func spatial(
        _ relation: SpatialRelation, _ operands: [CQL2Node], _ token: CQL2Token
    ) throws(Fault) -> Filter {
        try require(2, operands, relation.rawValue, token)
        return .spatial(try spatialOperand(operands[0]), relation, try spatialOperand(operands[1]))
    }

    private func spatialOperand(_ node: CQL2Node) throws(Fault) -> SpatialOperand {
        switch node {
        case .geometry(let geometry, let token):
            try check(geometry, token)
            return .literal(geometry)
        case .box(let extent, let token):
            try check(
                .multiPoint([
                    Position(x: extent.minX, y: extent.minY), Position(x: extent.maxX, y: extent.maxY),
                ]), token)
            guard extent.minX > extent.maxX else { return .boxes([extent]) }
            let parts = extent.meridianParts
            guard parts.count == 2 else {
                throw fault("The box has its west beyond its east", token)
            }
            return .boxes(parts)
        case .property(let name, let token):
            if try isGeometry(name, token) { return .geometry }
            let property = try property(name, token)
            throw fault(
                "Property “\(name)” is of type \(property.type.rawValue), not a geometry,", token,
                remedy: "The geometry is called geometry.")
        default:
            throw fault(
                "Expected a geometry in the filter, found \(node.token.description)", node.token,
                remedy:
                    "Write the property geometry, or for example POINT(37.38 37.06) or BBOX(37.3,37.0,37.5,37.1)."
            )
        }
    }

    private func check(_ geometry: Geometry, _ token: CQL2Token) throws(Fault) {
        var isNear = true
        geometry.forEachPosition {
            if abs($0.x) > Self.farthest || abs($0.y) > Self.farthest { isNear = false }
        }
        guard isNear else { throw fault("The geometry lies beyond the Earth", token) }
        switch geometry {
        case .lineString(let line): try check(lines: [line], token)
        case .multiLineString(let lines): try check(lines: lines, token)
        case .polygon(let rings): try check(rings: rings, token)
        case .multiPolygon(let polygons): for rings in polygons { try check(rings: rings, token) }
        case .collection(let parts): for part in parts { try check(part, token) }
        case .point, .multiPoint: break
        }
    }

    private func check(lines: [[Position]], _ token: CQL2Token) throws(Fault) {
        guard lines.allSatisfy({ $0.count >= 2 }) else {
            throw fault("A line needs two positions", token)
        }
    }

    private func check(rings: [[Position]], _ token: CQL2Token) throws(Fault) {
        guard !rings.isEmpty, rings.allSatisfy({ $0.count >= 4 && $0.first == $0.last }) else {
            throw fault("A polygon's ring needs four positions and ends where it began", token)
        }
    }

    /// - Parameter numbers: west, south, east, north, with a height after each pair or none.
    static func box(_ numbers: [Double], _ token: CQL2Token) throws(Fault) -> Extent {
        guard numbers.count == 4 || numbers.count == 6 else {
            throw Fault(
                .filterMalformed,
                "A BBOX has four or six numbers, not \(numbers.count), at character "
                    + "\(token.position).")
        }
        let high = numbers.count / 2
        let extent = Extent(
            minX: numbers[0], minY: numbers[1], maxX: numbers[high], maxY: numbers[high + 1])
        guard extent.minY <= extent.maxY else {
            throw Fault(
                .filterMalformed, "The BBOX at character \(token.position) has its south above its north.")
        }
        return extent
    }
}
