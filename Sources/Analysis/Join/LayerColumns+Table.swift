internal import TabaqaColumns
internal import TabaqaFeatureModel

extension LayerColumns {
    /// The rows at `rows`, in that order, with or without their geometry.
    func materialize(_ rows: [Int], withGeometry: Bool) throws -> FeatureBatch {
        if withGeometry { return try materialize(rows) }
        let flags = try flags()
        return FeatureBatch(
            name: layer.id, crs: layer.crs, ids: try ids().gather(rows), geometry: .none(count: rows.count),
            columns: try layer.properties.map {
                NamedColumn(
                    name: $0.name, type: $0.type, unit: $0.unit, values: try values($0.name).gather(rows))
            },
            flags: rows.map { FeatureFlags(rawValue: flags[$0]) })
    }
}
