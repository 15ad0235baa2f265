public import TabaqaFeatureModel

/// A vector tile as a caller wants it.
public struct VectorTileRequest: Sendable {
    public var layer: String
    public var audience: Audience
    public var address: TileAddress
    /// Its extent is not used: the tile is the extent.
    public var selection: SelectionRequest
    /// Nil: all the audience may see.
    public var properties: [String]?
    /// For labels of codes; nil: codes as they are.
    public var language: Language?

    public init(layer: String, audience: Audience, address: TileAddress) {
        self.layer = layer
        self.audience = audience
        self.address = address
        selection = SelectionRequest()
    }
}

/// An encoded Mapbox Vector Tile 2.1, uncompressed.
public struct VectorTile: Sendable {
    public let bytes: [UInt8]
    /// Features in the tile; 0: `bytes` is empty.
    public let features: Int
    /// Features of the selection in the tile that were left out for its size; also said in the tile's own layer
    /// `_dropped`.
    public let dropped: Int

    public init(bytes: [UInt8], features: Int, dropped: Int) {
        self.bytes = bytes
        self.features = features
        self.dropped = dropped
    }
}
