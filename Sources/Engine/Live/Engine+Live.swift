public import TabaqaFeatureModel

extension Engine {
    /// The same engine for a process that stays: column files stay open, and what changes in the store shows in the
    /// next answer without a rebuild.
    public func live() -> Engine { self }

    /// The layer's revision as the next answer will see it.
    public func revision(of layer: LayerDefinition) throws -> Int64 {
        try store.changes(layer, after: nil, limit: 0).revision
    }

    /// The revision of the last change that can have touched `extent`, in EPSG:3857, widened by `reach` ground metres.
    /// What was made of that extent at this revision or later is still right.
    public func revision(of layer: LayerDefinition, touching extent: Extent, reach: Double) throws -> Int64 {
        try revision(of: layer)
    }
}
