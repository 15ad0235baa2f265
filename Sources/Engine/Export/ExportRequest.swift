public import TabaqaFeatureModel

/// What to export, and for whom.
public struct ExportRequest: Sendable {
    public var layer: String
    public var file: String
    public var audience: Audience
    public var selection: SelectionRequest
    /// Of the output; nil: what the format expects, else the layer's.
    public var crs: CRS?
    /// Names of the properties wanted; nil: all the audience may see.
    public var properties: [String]?

    public init(layer: String, file: String, audience: Audience) {
        self.layer = layer
        self.file = file
        self.audience = audience
        selection = SelectionRequest()
    }
}

/// What was exported.
public struct ExportReport: Sendable, Equatable {
    public var rows: Int
    public var crs: CRS
    public var warnings: [String]
}
