internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A tile on its way from the cache, or made, to an answer.
struct TileAnswer {
    let call: Call
    let layer: LayerDefinition
    let address: TileAddress
    /// What kind of tile, for the key.
    let kind: String
    /// Ground metres beyond the tile's edge from which rows still show in it; nil: every row of the layer may.
    let reach: Double?
    /// Whatever the request chose.
    let given: [(name: String, value: String)]
    let mediaType: MediaType
    /// The picture of an empty tile; nil: `204 No Content`.
    var empty: [UInt8]?

    private func revision() throws -> Int64 {
        guard let reach else { return try call.engine.revision(of: layer) }
        return try call.engine.revision(of: layer, touching: address.extent, reach: reach)
    }

    private func key(at revision: Int64) throws -> TileKey {
        var key = try call.service.tiles.editions.key(of: layer, at: revision)
        key.mix(kind)
        key.mix(call.audience(of: layer).rawValue)
        key.mix(address.zoom)
        key.mix(address.row)
        key.mix(address.column)
        for (name, value) in given {
            key.mix(name)
            key.mix(value)
        }
        return key
    }

    func make(_ draw: () throws -> CachedTile) throws -> Answer {
        let revision = try revision()
        let key = try key(at: revision)
        // A key holds the revision, which of a guarded layer would tell that somebody came.
        let isGuarded =
            ReleaseGate.decide(call.audience(of: layer), layer.sensitivity, .features) != .exact
        if !isGuarded, let same = call.unchanged(key.text) { return same }
        var isHit = true
        let tile = try call.service.tiles.tile(key, persists: given.isEmpty) {
            isHit = false
            let tile = try draw()
            // What was changed meanwhile may be in it already, and then belongs to a later key.
            return (tile, try self.revision() == revision)
        }
        call.service.metrics.count(isHit ? .cacheHit : .cacheMiss)
        guard isGuarded else { return answer(tile, key.text) }
        let tag = TileKey(summing: [tile.bytes[...]]).text
        return call.unchanged(tag) ?? answer(tile, tag)
    }

    private func answer(_ tile: CachedTile, _ tag: String) -> Answer {
        var headers: [(name: String, value: String)] = []
        if tile.dropped > 0 { headers.append(("Tabaqa-Features-Dropped", String(tile.dropped))) }
        if tile.suspect > 0 { headers.append(("Tabaqa-Features-Suspect", String(tile.suspect))) }
        guard tile.bytes.isEmpty else {
            var answer = Answer(mediaType, .bytes(tile.bytes), tag: tag, headers: headers)
            answer.forms = tile.forms
            return answer
        }
        guard let empty else { return Answer(status: 204, nil, .none, tag: tag, headers: headers) }
        return Answer(mediaType, .bytes(empty), tag: tag, headers: headers)
    }
}
