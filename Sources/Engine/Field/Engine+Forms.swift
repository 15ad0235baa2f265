internal import TabaqaColumns
internal import TabaqaExchange
public import TabaqaFeatureModel
internal import TabaqaTopology

extension Engine {
    /// The layer's form as phones are given it now.
    ///
    /// - Throws: `layer.unknown` for a list of features of a layer there is none of, `columns.damaged`.
    public func form(of layer: LayerDefinition) throws -> FormEdition {
        try formWriter(of: layer).form(for: layer)
    }

    func formWriter(of layer: LayerDefinition) throws -> XFormWriter {
        XFormWriter(
            city: catalog.city, fence: try fence(of: layer),
            entities: try layer.form.entities.map { ($0, try catalog.layer($0).title) })
    }

    /// The outer ring of the largest polygon that the layer's observations are to lie in, in degrees.
    public func fence(of layer: LayerDefinition) throws -> [Position]? {
        let named = layer.rules.lazy.compactMap { rule -> String? in
            if case .inside(let id) = rule.test, id != layer.id { id } else { nil }
        }
        guard layer.geometry != .none, let id = named.first else { return nil }
        let ground = try catalog.layer(id)
        guard ground.geometry == .polygon else { return nil }
        let columns = try columns.open(ground)
        let shapes = try columns.shapes()
        var largest: Range<Int>?
        var area = 0.0
        for row in 0..<columns.count where columns.isAlive(row) {
            for part in Int(shapes.parts[row])..<Int(shapes.parts[row + 1]) {
                let ring = Int(shapes.rings[part])
                guard ring < Int(shapes.rings[part + 1]) else { continue }
                let positions = shapes.positions(of: ring)
                let size = abs(Self.area(positions.map { Position(x: shapes.x[$0], y: shapes.y[$0]) }))
                if size > area { (area, largest) = (size, positions) }
            }
        }
        guard let largest else { return nil }
        var (x, y) = (largest.map { shapes.x[$0] }, largest.map { shapes.y[$0] })
        if ground.crs != .wgs84 {
            _ = try CoordinateTransform(from: ground.crs, to: .wgs84).transform(x: &x, y: &y)
        }
        let ring = zip(x, y).map { Position(x: $0, y: $1) }
        return ring.allSatisfy(\.isFinite) ? FenceRing.simplified(ring) : nil
    }

    private static func area(_ ring: [Position]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) } / 2
    }
}

extension FieldDesk {
    /// The layer's form as phones are given it now; kept in the store, so that what is filled in with it is taken
    /// whenever it comes.
    public func form(of layer: LayerDefinition) throws -> FormEdition {
        try forms.form(of: layer, engine: engine, store: store)
    }
}
