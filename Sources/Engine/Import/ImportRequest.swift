public import TabaqaFeatureModel

/// What to import and how to read it; what is nil is found out or refused, never guessed.
public struct ImportRequest: Sendable {
    public var layer: String
    public var file: String
    /// Of the file's coordinates; overrides what the file says.
    public var crs: CRS?
    public var xColumn: String?
    public var yColumn: String?
    public var encoding: String?
    public var delimiter: Character?
    public var usesDecimalComma: Bool?
    /// Names of date orders, tried in turn (`iso`, `d.m.y`, `d/m/y`, `m/d/y`).
    public var dates: [String]
    /// Property → column of the file.
    public var map: [String: String]
    /// The column or property that identifies rows; nil: the layer's key where the file has it.
    public var key: String?
    public var updates: Bool
    /// Whether a file without a key may be imported a second time.
    public var again: Bool
    /// The layer, sheet or table inside the file.
    public var table: String?
    public var actor: String

    public init(layer: String, file: String, actor: String) {
        self.layer = layer
        self.file = file
        self.actor = actor
        dates = []
        map = [:]
        updates = false
        again = false
    }
}
