internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Makes rows into released batches: the wanted properties, the wanted CRS. May be used by several threads.
struct ItemBatches: Sendable {
    private let layer: LayerDefinition
    private let audience: Audience
    private let properties: [PropertyDefinition]
    private let values: [ColumnValues]
    private let ids: MappedText
    private let flags: MappedArray<UInt32>
    private let geometry: Source
    private let crs: CRS
    private let slots: SlotCounts?

    private enum Source: Sendable {
        case none
        case points(MappedArray<Double>, MappedArray<Double>)
        case shapes(MappedShapes)
    }

    /// - Throws: `columns.damaged`.
    init(_ query: ItemsQuery, _ columns: LayerColumns, store: any FeatureStore) throws {
        layer = query.layer
        audience = query.audience
        properties = query.properties
        values = try query.properties.map { try columns.values($0.name) }
        ids = try columns.ids()
        flags = try columns.flags()
        crs = query.crs
        slots = query.countsAttachments ? SlotCounts(layer, query.properties, store: store) : nil
        switch query.skipsGeometry ? .none : layer.geometry {
        case .none: geometry = .none
        case .point:
            let places = try columns.places()
            geometry = .points(places.x, places.y)
        case .lineString, .polygon: geometry = .shapes(try columns.shapes())
        }
    }

    /// The rows at `rows`, in that order.
    ///
    /// - Throws: `crs.transform`, `release.refused`.
    func batch(_ rows: [Int]) throws -> Released<FeatureBatch> {
        var places: GeometryColumn
        switch geometry {
        case .none: places = .none(count: rows.count)
        case .points(let x, let y): places = .points(x: rows.map { x[$0] }, y: rows.map { y[$0] })
        case .shapes(let shapes): places = .shapes(rows.map { shapes[$0] })
        }
        if crs != layer.crs, places.count > 0 {
            try TransformPool.shared.transform(&places, from: layer.crs, to: crs)
        }
        var batch = FeatureBatch(
            name: layer.id, crs: crs, ids: ids.gather(rows), geometry: places,
            columns: zip(properties, values).map {
                NamedColumn(name: $0.name, type: $0.type, unit: $0.unit, values: $1.gather(rows))
            },
            flags: rows.map { FeatureFlags(rawValue: flags[$0]) })
        if let slots { batch.columns += try slots.columns(of: batch.ids) }
        return try ReleaseGate.release(batch, of: layer, to: audience)
    }

    /// Roughly, for cutting a stream into pieces.
    func bytesPerRow(of count: Int) -> Int {
        let own = 100 + 40 * properties.count
        guard case .shapes(let shapes) = geometry, count > 0 else { return own }
        return own + 24 * (shapes.x.count / count)
    }
}
