internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// The list of a layer's features as its department sees it, for phones to carry along. Rejected rows stay at
    /// home.
    ///
    /// - Throws: `release.refused` for a layer whose features are not released to its department.
    public func entityTable(of layer: LayerDefinition) throws -> EntityTable {
        let audience = Audience.department
        try ReleaseGate.require(layer, .features, for: audience)
        let columns = try columns.open(layer)
        let hidden = layer.review.hidden(from: audience)
        let flags = try columns.flags()
        let rows = (0..<columns.count).filter {
            columns.isAlive($0) && FeatureFlags(rawValue: flags[$0]).isDisjoint(with: hidden)
        }
        var batch = try columns.materialize(rows)
        if batch.crs != .wgs84, batch.count > 0 {
            try TransformPool.shared.transform(&batch.geometry, from: batch.crs, to: .wgs84)
            batch.crs = .wgs84
        }
        let released = try ReleaseGate.release(batch, of: layer, to: audience)
        return EntityTable(
            released, of: layer, naming: layer.naming(for: audience)?.property, version: columns.revision)
    }
}
