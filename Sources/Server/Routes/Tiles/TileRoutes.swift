/// OGC API – Tiles 1 (20-057) with the Two Dimensional Tile Matrix Set 2.0 (17-083r4), plain XYZ addresses, TileJSON,
/// and WMTS 1.0.0 (07-057r7) for the desktops cities have.
public enum TileRoutes {
    public static let all: [Route] = [
        tileMatrixSets, tileMatrixSet, vectorTileSets, vectorTileSet, vectorTile, mapTileSets, mapTileSet,
        mapTile,
        vectorXYZ, mapXYZ, vectorTileJSON, mapTileJSON, wmts, wmtsCapabilities,
    ]

    static let tag = "Tiles"
}
