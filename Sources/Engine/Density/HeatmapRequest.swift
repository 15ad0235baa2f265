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
    /// Cells on the long side where neither size nor cell is given.
    public var longSide: Int
    /// More are refused before any is computed.
    public var maximumCells: Int
    /// On either side.
    public var maximumSide: Int
    public var kernel: Kernel?
    /// Ground metres.
    public var bandwidth: Double?
    /// A numeric property; `count` counts events whatever the style says.
    public var weight: String?
    public var isPerYear: Bool
    public var ramp: ColorRamp?
    public var maximum: DensityMaximum?
    /// Where neither the caller nor the layer names a maximum: whether the scale is that of the layer's
    /// tiles, or taken from this grid alone.
    public var usesLayerScale: Bool

    /// Whether a selection of no event, without a box, is answered by one cell without data instead of a
    /// fault.
    public var allowsNothing: Bool

    public init(layer: String, audience: Audience) {
        self.layer = layer
        self.audience = audience
        selection = SelectionRequest()
        longSide = 1024
        maximumCells = 100_000_000
        maximumSide = 65_536
        isPerYear = false
        usesLayerScale = false
        allowsNothing = false
    }
}
