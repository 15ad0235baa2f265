/// The top of an absolute colour scale, with its unit.
public struct DensityMaximum: Hashable, Sendable {
    /// Per km², or per km² and year.
    public var value: Double
    public var isPerYear: Bool

    public init(value: Double, isPerYear: Bool) {
        self.value = value
        self.isPerYear = isPerYear
    }
}
