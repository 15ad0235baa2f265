internal import Foundation
internal import TabaqaFeatureModel

/// Rows of a layer as a reviewer may see them.
struct ReviewRows {
    let layer: LayerDefinition
    let audience: Audience
    private let query: ItemsQuery

    /// - Throws: `release.refused` where the layer's rows are above the audience.
    init(_ layer: LayerDefinition, _ audience: Audience, _ catalog: LayerCatalog) throws {
        self.layer = layer
        self.audience = audience
        var request = ItemsRequest(layer: layer.id, audience: audience)
        request.crs = .wgs84
        query = try ItemsQuery(request, catalog: catalog)
    }

    func released(_ feature: Feature) throws -> Released<FeatureBatch> {
        try ItemBatches.batch(feature, query)
    }

    func item(_ record: ReviewRecord, _ feature: Feature, _ files: [Attachment]) throws -> ReviewItem {
        ReviewItem(
            record: record, row: try released(feature), revision: feature.revision, flags: feature.flags,
            attachments: files.filter(isKnown))
    }

    /// A client's own files tell where its holder went all day: they are for those entitled to exact data.
    private func isKnown(_ file: Attachment) -> Bool {
        guard let name = file.property else { return audience == .exact || !file.name.hasSuffix(".csv") }
        return layer.property(name).map { ReleaseGate.mayRead($0, of: layer, audience) } ?? true
    }

    func difference(_ before: Feature, _ after: Feature) throws -> RowDifference {
        var changes: [RowDifference.Change] = []
        for (index, property) in layer.properties.enumerated()
        where ReleaseGate.mayRead(property, of: layer, audience) {
            let old = before.properties.indices.contains(index) ? before.properties[index] : .null
            let new = after.properties.indices.contains(index) ? after.properties[index] : .null
            if old != new { changes.append(.init(property: property.name, before: old, after: new)) }
        }
        return RowDifference(changes: changes, place: try place(before.geometry, after.geometry))
    }

    private func place(_ before: Geometry?, _ after: Geometry?) throws -> RowDifference.Place {
        switch (before, after) {
        case (nil, nil): return .same
        case (nil, _): return .added
        case (_, nil): return .removed
        case (let old?, let new?):
            if old == new { return .same }
            guard let from = try middle(old), let to = try middle(new) else { return .moved(0) }
            return .moved(Self.metres(from, to))
        }
    }

    /// In longitude and latitude.
    private func middle(_ geometry: Geometry) throws -> Position? {
        var column = GeometryColumn.shapes([geometry])
        if layer.crs != .wgs84 {
            try TransformPool.shared.transform(&column, from: layer.crs, to: .wgs84)
        }
        var extent = Extent.empty
        column[0]?.forEachPosition { extent.include($0) }
        return extent.isEmpty ? nil : extent.center
    }

    /// Along the sphere of the Earth's mean radius: within 0.6 % of the ellipsoid.
    static func metres(_ from: Position, _ to: Position) -> Double {
        let degree = Double.pi / 180
        let latitude = (to.y - from.y) * degree
        let longitude = (to.x - from.x) * degree
        let half =
            pow(sin(latitude / 2), 2)
            + cos(from.y * degree) * cos(to.y * degree) * pow(sin(longitude / 2), 2)
        return 2 * 6_371_008.8 * asin(min(1, half.squareRoot()))
    }
}
