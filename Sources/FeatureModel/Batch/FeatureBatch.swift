/// Many rows, column by column: what stores load and scan, what joins return, what encoders write.
///
/// Every array has `count` rows. Stores give and take batches of 4,096 rows or more, the last one excepted.
public struct FeatureBatch: Sendable, Equatable {
    /// A layer's id, or a name for a computed table.
    public var name: String
    /// Of the geometries.
    public var crs: CRS
    public var ids: TextColumn
    public var geometry: GeometryColumn
    public var columns: [NamedColumn]
    public var flags: [FeatureFlags]

    public init(
        name: String, crs: CRS, ids: TextColumn, geometry: GeometryColumn, columns: [NamedColumn],
        flags: [FeatureFlags]
    ) {
        self.name = name
        self.crs = crs
        self.ids = ids
        self.geometry = geometry
        self.columns = columns
        self.flags = flags
    }

    /// An empty batch with the columns `layer` declares.
    public init(emptyFor layer: LayerDefinition) {
        self.init(
            name: layer.id, crs: layer.crs, ids: TextColumn(),
            geometry: layer.geometry == .none
                ? .none(count: 0) : layer.geometry == .point ? .points(x: [], y: []) : .shapes([]),
            columns: layer.properties.map {
                NamedColumn(
                    name: $0.name, type: $0.type, unit: $0.unit, values: PropertyColumn(emptyFor: $0.type))
            },
            flags: [])
    }

    public var count: Int { flags.count }

    /// The box around all geometries.
    public var extent: Extent {
        var extent = Extent.empty
        switch geometry {
        case .none: break
        case .points(let x, let y):
            for row in x.indices where !x[row].isNaN { extent.include(x: x[row], y: y[row]) }
        case .shapes(let shapes):
            for case let shape? in shapes { extent.include(shape.extent) }
        }
        return extent
    }

    public func column(_ name: String) -> NamedColumn? { columns.first { $0.name == name } }

    /// The rows at `rows`, in that order.
    public func gather(_ rows: [Int]) -> FeatureBatch {
        FeatureBatch(
            name: name, crs: crs, ids: ids.gather(rows), geometry: geometry.gather(rows),
            columns: columns.map {
                NamedColumn(name: $0.name, type: $0.type, unit: $0.unit, values: $0.values.gather(rows))
            },
            flags: rows.map { flags[$0] })
    }

    /// Row `row` as a feature at `revision`.
    public func feature(_ row: Int, revision: Int64) -> Feature {
        Feature(
            id: FeatureID(ids[row] ?? ""), revision: revision, geometry: geometry[row],
            properties: columns.map { $0.values[row] }, flags: flags[row])
    }
}
