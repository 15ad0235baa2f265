public import TabaqaFeatureModel

extension LayerColumns {
    /// The rows at `rows`, in that order, with every declared property.
    ///
    /// - Parameter rows: numbers below `count`.
    public func materialize(_ rows: some Collection<Int>) throws -> FeatureBatch {
        let flags = try flags()
        let geometry: GeometryColumn
        switch layer.geometry {
        case .none:
            geometry = .none(count: rows.count)
        case .point:
            let places = try places()
            geometry = .points(x: rows.map { places.x[$0] }, y: rows.map { places.y[$0] })
        case .lineString, .polygon:
            let shapes = try shapes()
            geometry = .shapes(rows.map { shapes[$0] })
        }
        return FeatureBatch(
            name: layer.id, crs: layer.crs, ids: try ids().gather(rows), geometry: geometry,
            columns: try layer.properties.map {
                NamedColumn(
                    name: $0.name, type: $0.type, unit: $0.unit, values: try values($0.name).gather(rows))
            },
            flags: rows.map { FeatureFlags(rawValue: flags[$0]) })
    }

    /// Calls `body` with the rows at `rows` in batches of at most `size`, so that memory stays bounded.
    public func forEachBatch(
        _ rows: some RandomAccessCollection<Int>, size: Int = 16_384, _ body: (FeatureBatch) throws -> Void
    ) throws {
        var start = rows.startIndex
        while start < rows.endIndex {
            let end = rows.index(start, offsetBy: size, limitedBy: rows.endIndex) ?? rows.endIndex
            try body(try materialize(rows[start..<end]))
            start = end
        }
    }
}
