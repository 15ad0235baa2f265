public import TabaqaFeatureModel

/// A heatmap as a caller wants it; what is nil comes from the layer's style.
public struct HeatmapRequest: Sendable {
    public var layer: String
    public var audience: Audience
    public var selection: SelectionRequest
    /// Grid CRS and, when the caller names one, the CRS of the extent. Nil: EPSG:3857.
    public var crs: CRS?
    public var size: (width: Int, height: Int)?
    /// Ground metres.
    public var cell: Double?
    public var kernel: Kernel?
    /// Ground metres.
    public var bandwidth: Double?
    /// A numeric property; `count` counts events whatever the style says.
    public var weight: String?
    public var isPerYear: Bool
    public var ramp: ColorRamp?
    public var maximum: DensityMaximum?

    public init(layer: String, audience: Audience) {
        self.layer = layer
        self.audience = audience
        selection = SelectionRequest()
        isPerYear = false
    }
}
