public import TabaqaEngine

/// What all requests share.
public struct Service: Sendable {
    public let engine: Engine
    public let settings: ServerSettings

    public init(engine: Engine, settings: ServerSettings) {
        self.engine = engine
        self.settings = settings
    }
}
