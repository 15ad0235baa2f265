public import TabaqaEngine

/// What all requests share.
public struct Service: Sendable {
    public let engine: Engine
    public let settings: ServerSettings
    public let metrics: Metrics
    /// Tiles made before.
    public let tiles: TileCache

    public init(engine: Engine, settings: ServerSettings, metrics: Metrics = Metrics()) {
        self.engine = engine
        self.settings = settings
        self.metrics = metrics
        tiles = TileCache(engine: engine, settings: settings)
    }
}
