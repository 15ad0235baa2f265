internal import TabaqaAnalysis
internal import TabaqaFeatureModel
internal import TabaqaRendering

extension Engine {
    /// The layer's features in one tile. Rows of suspect place are not among them, but counted.
    ///
    /// - Throws: `release.refused` for a layer whose rows do not leave for the audience, `option.invalid`,
    ///   `filter.malformed`, `property.unknown`.
    public func vectorTile(_ request: VectorTileRequest) throws -> VectorTile {
        let layer = try catalog.layer(request.layer)
        try ReleaseGate.require(layer, .features, for: request.audience)
        let selection = try request.selection.resolved(
            for: layer, zone: catalog.city.zone, audience: request.audience)
        var choice = VectorTileContent.Choice(
            properties: try properties(of: layer, request), language: request.language,
            withNumbers: ReleaseGate.mayReadIDs(of: layer, request.audience),
            withIDs: request.showsIDs(of: layer), limit: request.limits.features)
        return try columns.reading([layer], for: request.audience) { columns in
            var tile: VectorTile
            repeat {
                let content = try VectorTileContent.make(
                    columns[0], selection: selection, in: request.address, choice)
                let released = try ReleaseGate.release(content, of: layer, to: request.audience)
                tile = VectorTile(
                    bytes: VectorTileWriter.bytes(of: released), features: content.count,
                    dropped: content.dropped, suspect: content.suspect)
                // Features differ in size, so that the share kept may have to shrink more than once.
                choice.limit = min(
                    tile.features / 2 + tile.features / 4,
                    tile.features * request.limits.bytes / max(1, tile.bytes.count) * 19 / 20)
            } while tile.bytes.count > request.limits.bytes && tile.features > 1
            return tile
        }
    }

    private func properties(
        of layer: LayerDefinition, _ request: VectorTileRequest
    ) throws -> [PropertyDefinition] {
        guard let names = request.properties else {
            return layer.properties.filter { ReleaseGate.mayRead($0, of: layer, request.audience) }
        }
        try ReleaseGate.require(properties: names, of: layer, for: request.audience)
        for name in names where name != VectorTileRequest.idProperty && layer.property(name) == nil {
            throw Fault(
                .propertyUnknown, "Layer “\(layer.id)” has no property “\(name)”.",
                at: Fault.Place(field: "properties"))
        }
        return layer.properties.filter { names.contains($0.name) }
    }
}
