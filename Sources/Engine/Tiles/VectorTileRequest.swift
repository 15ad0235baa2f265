public import TabaqaFeatureModel

/// A vector tile as a caller wants it.
public struct VectorTileRequest: Sendable {
    /// Where a tile is cut short; it says so itself, in a layer `_dropped`.
    public struct Limits: Sendable, Hashable {
        public var features: Int
        public var bytes: Int

        public init(features: Int = 200_000, bytes: Int = 8 << 20) {
            self.features = features
            self.bytes = bytes
        }
    }

    /// The property that bears the features' ids.
    public static let idProperty = "id"
    /// From this zoom on the points of a tile are few enough to bear their ids unasked.
    public static let idZoom = 15

    public var layer: String
    public var audience: Audience
    public var address: TileAddress
    /// Its extent is not used: the tile is the extent.
    public var selection: SelectionRequest
    /// Nil: all the audience may see.
    public var properties: [String]?
    /// For labels of codes; nil: codes as they are.
    public var language: Language?
    public var limits: Limits

    public init(layer: String, audience: Audience, address: TileAddress) {
        self.layer = layer
        self.audience = audience
        self.address = address
        selection = SelectionRequest()
        limits = Limits()
    }

    /// Lines and areas are few, and asked about by their ids; a million points would be twice as large with them.
    func showsIDs(of layer: LayerDefinition) -> Bool {
        if let properties { return properties.contains(Self.idProperty) }
        return layer.geometry != .point || address.zoom >= Self.idZoom
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
    /// Features of the selection whose place is suspect and lies in the tile; left out.
    public let suspect: Int

    public init(bytes: [UInt8], features: Int, dropped: Int, suspect: Int = 0) {
        self.bytes = bytes
        self.features = features
        self.dropped = dropped
        self.suspect = suspect
    }
}
