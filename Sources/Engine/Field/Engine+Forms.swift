internal import TabaqaColumns
internal import TabaqaExchange
public import TabaqaFeatureModel
internal import TabaqaTopology

extension Engine {
    /// The layer's form as phones are given it now.
    ///
    /// - Throws: `form.unknown` for a layer that takes no observations, `columns.damaged`.
    public func form(of layer: LayerDefinition) throws -> FormEdition {
        try formWriter(of: layer).form(for: layer)
    }

    /// The same form, of the same version, as JSON in all languages for a program that fills it: `FormDocument` tells
    /// its shape.
    ///
    /// - Throws: `form.unknown` for a layer that takes no observations, `columns.damaged`.
    public func formDocument(of layer: LayerDefinition) throws -> [UInt8] {
        try formWriter(of: layer).document(for: layer).json()
    }

    /// The layers whose lists the form of `layer` offers, in its order.
    public func entityLayers(of layer: LayerDefinition) -> [LayerDefinition] {
        layer.form.entities.compactMap { id in catalog.layers.first { $0.id == id } }
            .filter { $0.geometry == .point && $0.sensitivity <= .internal }
    }

    private func formWriter(of layer: LayerDefinition) throws -> XFormWriter {
        guard layer.takesObservations else {
            throw Fault(
                .formUnknown, "Layer “\(layer.id)” takes no observations, so it has no form.",
                remedy: "Forms are for layers of kind observation.")
        }
        let entities = entityLayers(of: layer).map { list in
            XFormWriter.EntityList(
                layer: list.id, title: list.title,
                value: list.key.map { EntityTable.column(of: $0) } ?? EntityTable.idColumn)
        }
        return XFormWriter(city: catalog.city, fence: try fence(of: layer), entities: entities)
    }

    /// A ring in longitude and latitude around the ground that the layer's points are to lie in; nil where no rule
    /// names one, or none is stored yet.
    public func fence(of layer: LayerDefinition) throws -> [Position]? {
        let named = layer.rules.lazy.compactMap { rule -> String? in
            if case .inside(let id) = rule.test, id != layer.id { id } else { nil }
        }
        guard layer.geometry == .point, let id = named.first,
            let ground = catalog.layers.first(where: { $0.id == id }), ground.geometry == .polygon
        else { return nil }
        let columns = try columns.open(ground)
        // Kept as an array: a kept nil would not be told from nothing kept.
        let ring = try columns.derived("form fence") { () throws -> [Position] in
            let shapes = try columns.shapes()
            let transform =
                ground.crs == .wgs84
                ? nil : try CoordinateTransform(from: ground.crs, to: .wgs84, ballpark: .allow)
            let alive = (0..<columns.count).filter { columns.isAlive($0) }
            let polygons = alive.compactMap { shapes[$0] }.flatMap { shape in
                (transform.map { $0.transform(shape) } ?? shape)?.polygons ?? []
            }
            // A millionth of a degree is a tenth of a metre; the ring keeps a larger distance.
            return (CoveringRing.around(polygons) ?? []).map {
                Position(x: ($0.x * 1e6).rounded() / 1e6, y: ($0.y * 1e6).rounded() / 1e6)
            }
        }
        return ring.isEmpty ? nil : ring
    }
}

extension FieldDesk {
    /// The layer's form as phones are given it now; kept in the store, so that what is filled in with it is taken
    /// whenever it comes.
    public func form(of layer: LayerDefinition) throws -> FormEdition {
        try forms.form(of: layer, engine: engine, store: store)
    }
}
