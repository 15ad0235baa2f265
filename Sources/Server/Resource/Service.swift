public import TabaqaEngine

/// What all requests share.
public struct Service: Sendable {
    public let engine: Engine
    public let settings: ServerSettings
    public let metrics: Metrics
    /// Tiles made before.
    public let tiles: TileCache
    /// Takes in what the field sends; nil where the store is opened for reading only.
    public let field: FieldDesk?
    /// Devices that may send; nil where nothing is taken in.
    public let devices: DeviceRing?

    public init(
        engine: Engine, settings: ServerSettings, metrics: Metrics = Metrics(), field: FieldDesk? = nil
    ) {
        self.field = field
        devices = field.map { DeviceRing(store: $0.store) }
        self.engine = engine
        self.settings = settings
        self.metrics = metrics
        tiles = TileCache(engine: engine, settings: settings)
    }
}
