internal import TabaqaFeatureModel

extension ItemBatches {
    /// One feature as the store has it.
    ///
    /// - Throws: `crs.transform`, `release.refused`.
    static func batch(_ feature: Feature, _ query: ItemsQuery) throws -> Released<FeatureBatch> {
        let layer = query.layer
        var geometry: GeometryColumn
        switch (query.skipsGeometry ? .none : layer.geometry, feature.geometry) {
        case (.none, _): geometry = .none(count: 1)
        case (.point, .point(let place)?): geometry = .points(x: [place.x], y: [place.y])
        case (.point, nil): geometry = .points(x: [.nan], y: [.nan])
        case (_, let shape): geometry = .shapes([shape])
        }
        if query.crs != layer.crs {
            try TransformPool.shared.transform(&geometry, from: layer.crs, to: query.crs)
        }
        let columns = query.properties.map { property in
            var values = PropertyColumn(emptyFor: property.type)
            let index = layer.properties.firstIndex { $0.name == property.name } ?? 0
            values.append(feature.properties.indices.contains(index) ? feature.properties[index] : .null)
            return NamedColumn(name: property.name, type: property.type, unit: property.unit, values: values)
        }
        let batch = FeatureBatch(
            name: layer.id, crs: query.crs, ids: TextColumn([feature.id.text]), geometry: geometry,
            columns: columns, flags: [feature.flags])
        return try ReleaseGate.release(batch, of: layer, to: query.audience)
    }
}
