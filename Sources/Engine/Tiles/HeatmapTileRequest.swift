public import TabaqaFeatureModel

/// A heatmap tile as a caller wants it; what is nil comes from the layer's style.
public struct HeatmapTileRequest: Sendable {
    public var layer: String
    public var audience: Audience
    public var address: TileAddress
    /// 256 or 512.
    public var pixels: Int
    public var selection: SelectionRequest
    public var kernel: Kernel?
    /// Ground metres.
    public var bandwidth: Double?
    public var weight: String?
    public var isPerYear: Bool
    public var ramp: ColorRamp?
    /// In the density's unit. Nil and none declared by the layer: a maximum derived from the whole layer at
    /// its present state, the same for all tiles.
    public var maximum: DensityMaximum?

    public init(layer: String, audience: Audience, address: TileAddress) {
        self.layer = layer
        self.audience = audience
        self.address = address
        pixels = 256
        selection = SelectionRequest()
        isPerYear = false
    }
}
