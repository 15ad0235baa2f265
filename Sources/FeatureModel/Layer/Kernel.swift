/// Kernels of 2-D density estimation. Bandwidth is σ for `gaussian` and the radius h for the others
/// (Silverman 1986, section 4.2; constants are the 2-D ones).
public enum Kernel: String, Sendable, CaseIterable {
    case gaussian, quartic, epanechnikov, triweight, uniform, triangular

    /// Distance in metres beyond which the kernel counts as zero, for a bandwidth in metres.
    public func reach(bandwidth: Double) -> Double { self == .gaussian ? 4 * bandwidth : bandwidth }
}
