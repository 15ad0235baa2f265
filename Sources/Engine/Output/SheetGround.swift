internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// What a printed page needs to know of the ground beneath it.
struct SheetGround {
    let engine: Engine
    let language: Language
    let audience: Audience

    /// The areas of layer `id` in `crs`, released to the audience.
    func outlines(_ id: String, in crs: CRS) throws -> Released<FeatureBatch> {
        let layer = try engine.catalog.layer(id)
        guard layer.geometry == .polygon || layer.geometry == .lineString else {
            throw Fault(
                .optionInvalid, "Layer “\(id)” has no outlines to draw.",
                remedy: "Name a layer of polygons or lines with --over.")
        }
        try ReleaseGate.require(layer, .features, for: audience)
        var batch = try engine.columns.reading([layer], for: audience) { columns in
            try columns[0].materialize(0..<columns[0].count)
        }
        if layer.crs != crs {
            _ = try CoordinateTransform(from: layer.crs, to: crs).transform(&batch.geometry)
            batch.crs = crs
        }
        return try ReleaseGate.release(batch, of: layer, to: audience)
    }

    /// The property that names a layer's rows in the page's language: `name_ar`, else `name`, else the first
    /// text that is not the key.
    func label(of layer: LayerDefinition) -> String? {
        for name in ["name_\(language.rawValue)", "name", "title"] where layer.property(name) != nil {
            return name
        }
        return layer.properties.first { $0.type == .string && $0.name != layer.key }?.name ?? layer.key
    }

    /// Ground metres per unit of `crs` at the middle of `extent`.
    func metersPerUnit(_ crs: CRS, at extent: Extent) throws -> Double {
        let transform = try CoordinateTransform(from: crs, to: .wgs84)
        let center = extent.center
        let step = max(extent.width, extent.height, 1e-6) / 100
        guard let from = transform.transform(center),
            let to = transform.transform(Position(x: center.x + step, y: center.y))
        else { return 1 }
        return Geodesic().distance(from, to) / step
    }
}
