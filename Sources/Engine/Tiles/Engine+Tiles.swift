internal import TabaqaFeatureModel

extension Engine {
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `property.unknown`.
    public func vectorTile(_ request: VectorTileRequest) throws -> VectorTile {
        throw Fault(.fileUnsupported, "vector tile")
    }

    /// A heatmap tile as a palette PNG; no data is transparent. A guarded layer's tile shows its released cells.
    ///
    /// - Returns: nil when no cell has data.
    /// - Throws: `release.refused`, `option.invalid`, `filter.malformed`, `property.unknown`.
    public func heatmapTile(_ request: HeatmapTileRequest) throws -> [UInt8]? {
        throw Fault(.fileUnsupported, "heatmap tile")
    }
}
