internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

extension FilterCompiler {
    /// Into how many pieces an edge is cut before it is transformed, so that it stays where it was.
    private static let piecesPerEdge = 16

    func spatial(
        _ left: SpatialOperand, _ relation: SpatialRelation, _ right: SpatialOperand
    ) throws -> FilterNode {
        switch (Self.geometry(left), Self.geometry(right)) {
        case (nil, nil): return try own(relation)
        case (nil, let literal?): return try rows(relation, literal)
        case (let literal?, nil): return try rows(relation.mirrored, literal)
        case (let first?, let second?):
            return .constant(try prepared(second, relation).holds(relation, of: first))
        }
    }

    /// Every row's geometry with itself.
    private func own(_ relation: SpatialRelation) throws -> FilterNode {
        try requireGeometry()
        let x = try columns.places().x
        let holds =
            switch relation {
            case .intersects, .equals, .within, .contains: true
            case .disjoint, .touches, .crosses, .overlaps: false
            }
        return .rows(.number) { x[$0].isNaN ? nil : holds }
    }

    private func rows(_ relation: SpatialRelation, _ literal: Geometry) throws -> FilterNode {
        try requireGeometry()
        return columns.layer.geometry == .point
            ? try points(relation, literal) : try shapes(relation, literal)
    }

    /// Points are compared in the CRS of the literal.
    private func points(_ relation: SpatialRelation, _ literal: Geometry) throws -> FilterNode {
        let locator = try PointLocator(literal)
        if case .other(let prepared) = locator { try require(prepared, relation) }
        let places = try PlanePlaces.of(columns, in: crs)
        let budget = budget
        return FilterNode(.geometry) { block, truth in
            places.withBuffers { x, y in
                for (index, row) in block.rows.enumerated() {
                    if index & 255 == 0, budget.isSpent {
                        return (truth + index).update(
                            repeating: Truth.unknown, count: block.rows.count - index)
                    }
                    truth[index] = Truth.unknown
                    guard block.wants(index), !x[row].isNaN,
                        let holds = locator.holds(relation, x: x[row], y: y[row])
                    else { continue }
                    truth[index] = Truth.of(holds)
                }
            }
        }
    }

    /// Lines and areas are compared in the CRS of the layer.
    private func shapes(_ relation: SpatialRelation, _ literal: Geometry) throws -> FilterNode {
        let geometry = try transformed(literal)
        let prepared = try prepared(geometry, relation)
        let box: Extent? = if case .box(let box)? = try? PointLocator(geometry) { box } else { nil }
        let shapes = try columns.shapes()
        let budget = budget
        return FilterNode(.geometry) { block, truth in
            for (index, row) in block.rows.enumerated() {
                truth[index] = Truth.unknown
                if index & 15 == 0, budget.isSpent {
                    return (truth + index).update(repeating: Truth.unknown, count: block.rows.count - index)
                }
                guard block.wants(index) else { continue }
                let extent = shapes.extent(row)
                guard !extent.isEmpty else { continue }
                if !extent.intersects(prepared.extent) {
                    truth[index] = Truth.of(relation == .disjoint)
                } else if let box, relation == .intersects || relation == .disjoint,
                    box.contains(x: extent.minX, y: extent.minY), box.contains(x: extent.maxX, y: extent.maxY)
                {
                    truth[index] = Truth.of(relation == .intersects)
                } else if let holds = shapes[row].flatMap({ prepared.holds(relation, of: $0) }) {
                    truth[index] = Truth.of(holds)
                }
            }
        }
    }

    private func prepared(
        _ geometry: Geometry, _ relation: SpatialRelation
    ) throws -> PreparedGeometry {
        let prepared = try PreparedGeometry(geometry)
        try require(prepared, relation)
        return prepared
    }

    private func require(_ geometry: PreparedGeometry, _ relation: SpatialRelation) throws {
        guard geometry.isMixed, relation != .intersects, relation != .disjoint else { return }
        throw Fault(
            .filterMalformed,
            "\(relation.rawValue.uppercased()) does not take a GEOMETRYCOLLECTION of points, lines and areas.",
            remedy: "Compare with each of its parts.")
    }

    private func requireGeometry() throws {
        guard columns.layer.geometry == .none else { return }
        throw Fault(
            .filterMalformed, "Layer “\(columns.layer.id)” has no geometry, but the filter reads it.",
            remedy: "Leave out the spatial predicates.")
    }

    /// The literal in the layer's CRS.
    private func transformed(_ geometry: Geometry) throws -> Geometry {
        guard crs != columns.layer.crs else { return geometry }
        let transform = try CoordinateTransform(from: crs, to: columns.layer.crs, ballpark: .allow)
        return try geometry.withCutEdges(into: Self.piecesPerEdge).map { position in
            if let place = transform.transform(position) { return place }
            throw Fault(
                .crsTransform, "A geometry of the filter cannot be brought into the layer's CRS.",
                remedy: "Keep to the area that CRS is made for.")
        }
    }

    /// Nil for the row's own geometry.
    private static func geometry(_ operand: SpatialOperand) -> Geometry? {
        switch operand {
        case .geometry: nil
        case .literal(let geometry): geometry
        case .boxes(let boxes): boxes.count == 1 ? box(boxes[0]) : .multiPolygon(boxes.map(ring))
        }
    }

    /// A box without a width or height is a line or point.
    private static func box(_ box: Extent) -> Geometry {
        let (low, high) = (Position(x: box.minX, y: box.minY), Position(x: box.maxX, y: box.maxY))
        if low == high { return .point(low) }
        if box.width == 0 || box.height == 0 { return .lineString([low, high]) }
        return .polygon(ring(box))
    }

    private static func ring(_ box: Extent) -> [[Position]] {
        [
            [(box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY), (box.minX, box.maxY)]
                .map { Position(x: $0.0, y: $0.1) } + [Position(x: box.minX, y: box.minY)]
        ]
    }
}

extension Geometry {
    /// The same places, each edge of a line or ring cut into equal pieces.
    fileprivate func withCutEdges(into pieces: Int) -> Geometry {
        func cut(_ line: [Position]) -> [Position] {
            guard let first = line.first else { return [] }
            var cut = [first]
            for (a, b) in zip(line, line.dropFirst()) {
                for piece in 1..<pieces {
                    let part = Double(piece) / Double(pieces)
                    cut.append(Position(x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part))
                }
                cut.append(b)
            }
            return cut
        }
        return switch self {
        case .point, .multiPoint: self
        case .lineString(let line): .lineString(cut(line))
        case .multiLineString(let lines): .multiLineString(lines.map(cut))
        case .polygon(let rings): .polygon(rings.map(cut))
        case .multiPolygon(let polygons): .multiPolygon(polygons.map { $0.map(cut) })
        case .collection(let parts): .collection(parts.map { $0.withCutEdges(into: pieces) })
        }
    }
}
