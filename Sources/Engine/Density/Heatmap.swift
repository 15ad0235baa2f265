public import TabaqaFeatureModel
public import TabaqaRendering

/// A computed and released heatmap: the numbers, and the scale they are coloured by.
public struct Heatmap: Sendable {
    public let layer: LayerDefinition
    public let grid: Released<DensityGrid>
    public let scale: DensityScale
    /// Whether the grid holds counts of the layer's own cells instead of a kernel estimate.
    public let isCells: Bool
    /// The density drawn in the ramp's last colour, in the grid's unit.
    public var scaleMaximum: Double { scale.maximum }
}
