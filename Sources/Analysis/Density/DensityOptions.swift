public import TabaqaFeatureModel

/// How to estimate a density.
public struct DensityOptions: Hashable, Sendable {
    public var kernel: Kernel
    /// Metres on the ground: σ of the Gaussian, the radius of every other kernel.
    public var bandwidth: Double
    /// A numeric property; nil: every event weighs one.
    public var weight: String?
    /// Divide by the length of the period in years of 365.2425 days.
    public var isPerYear: Bool
    /// Where to estimate: in EPSG:3857, degrees or any projected CRS. Two frames with equal cells whose
    /// origins lie whole cells apart give the same bits where they overlap.
    public var frame: GridFrame
    /// The selection's filter as the caller wrote it, for the legend.
    public var filterText: String?

    public init(
        kernel: Kernel, bandwidth: Double, weight: String? = nil, isPerYear: Bool = false, frame: GridFrame,
        filterText: String? = nil
    ) {
        self.kernel = kernel
        self.bandwidth = bandwidth
        self.weight = weight
        self.isPerYear = isPerYear
        self.frame = frame
        self.filterText = filterText
    }
}
