/// How a layer's density is computed and coloured unless the caller says otherwise.
public struct HeatmapStyle: Hashable, Sendable {
    public var kernel: Kernel
    /// Metres on the ground.
    public var bandwidth: Double
    /// A numeric property, or nil to count events.
    public var weight: String?
    public var ramp: ColorRamp
    /// The density drawn in the ramp's last colour; nil: none declared.
    public var maximum: DensityMaximum?

    public init(
        kernel: Kernel = .quartic, bandwidth: Double, weight: String? = nil, ramp: ColorRamp = .inferno,
        maximum: DensityMaximum? = nil
    ) {
        self.kernel = kernel
        self.bandwidth = bandwidth
        self.weight = weight
        self.ramp = ramp
        self.maximum = maximum
    }
}
