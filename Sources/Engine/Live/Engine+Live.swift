public import TabaqaFeatureModel

extension Engine {
    /// The same engine for a process that stays: layers stay open, and what any process changes in the store shows
    /// in the next answer without a rebuild.
    public func live() -> Engine { columns.live == nil ? Engine(keepingOpen: self) : self }

    /// The layer's revision as the next answer will see it.
    public func revision(of layer: LayerDefinition) throws -> Int64 {
        if let live = columns.live { return try live.desk(layer).revision() }
        return try store.changes(layer, after: nil, limit: 0).revision
    }

    /// The revision of the last change that can have touched `extent`, in EPSG:3857, widened by `reach` ground metres.
    /// What was made of that extent at this revision or later is still right, as far as it depends on rows within
    /// reach alone: an answer that speaks of the whole layer (its period, newest record, counts) goes by
    /// `revision(of:)`.
    ///
    /// - Parameter reach: how far a row's place is felt, lattices included.
    public func revision(of layer: LayerDefinition, touching extent: Extent, reach: Double) throws -> Int64 {
        if let live = columns.live {
            return try live.desk(layer).revision(touching: extent, reach: reach)
        }
        return try revision(of: layer)
    }
}
