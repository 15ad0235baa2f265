public import TabaqaFeatureModel

/// Writes Mapbox Vector Tiles 2.1.
///
/// Whole numbers become `uint_value` or, when negative, `sint_value`; decimals `double_value`; truths `bool_value`;
/// dates and instants ISO 8601 texts. Null properties are left out of their feature, as the format has no null.
public enum VectorTileWriter {
    /// The tile; empty when it has no features.
    ///
    /// Where features were left out, a second layer `_dropped` has one point with the properties `layer`,
    /// `features` (in the tile) and `dropped`.
    public static func bytes(of released: Released<TileContent>) -> [UInt8] {
        let content = released.value
        guard content.count > 0 else { return [] }
        let layer = TileLayer(
            name: content.layer, numbers: content.numbers, geometry: content.geometry,
            columns: columns(content)
        ).bytes
        guard content.dropped > 0 else { return layer }
        let middle = Int32(TileContent.side / 2)
        return layer
            + TileLayer(
                name: "_dropped", numbers: [], geometry: .points(x: [middle], y: [middle]),
                columns: [
                    TileColumn(name: "layer", values: .plain(.text(TextColumn([content.layer])))),
                    TileColumn(name: "features", values: .plain(.integer([Int64(content.count)]))),
                    TileColumn(name: "dropped", values: .plain(.integer([Int64(content.dropped)]))),
                ]
            ).bytes
    }

    /// The id is a property too where it is wanted and no property of the layer has its name.
    private static func columns(_ content: TileContent) -> [TileColumn] {
        guard let ids = content.ids, !content.columns.contains(where: { $0.name == "id" }) else {
            return content.columns
        }
        return [TileColumn(name: "id", values: .plain(.text(ids)))] + content.columns
    }
}
