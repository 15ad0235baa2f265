public import TabaqaFeatureModel

/// Which colour a density gets: straight from 0 to `maximum`, in the grid's own unit, never stretched to the
/// picture at hand, so that two tiles, two months and two departments compare.
public struct DensityScale: Hashable, Sendable {
    /// The density drawn in the ramp's last colour, as is everything above it; positive.
    public let maximum: Double
    public let ramp: ColorRamp
    /// Whether the maximum was taken from the picture because nobody declared one. Such a picture compares
    /// with no other, and its legend says so.
    public let isAutomatic: Bool

    /// - Throws: `option.invalid` unless `maximum` is a positive finite number.
    public init(maximum: Double, ramp: ColorRamp) throws(Fault) {
        guard maximum.isFinite, maximum > 0 else {
            throw Fault(
                .optionInvalid, "A colour scale cannot end at \(maximum).",
                remedy: "Give a maximum above zero, in the density's unit, such as 40.")
        }
        self.init(maximum: maximum, ramp: ramp, isAutomatic: false)
    }

    private init(maximum: Double, ramp: ColorRamp, isAutomatic: Bool) {
        self.maximum = maximum
        self.ramp = ramp
        self.isAutomatic = isAutomatic
    }

    /// A scale up to the next round number above the grid's greatest density.
    public static func automatic(for grid: Released<DensityGrid>, ramp: ColorRamp) -> DensityScale {
        DensityScale(maximum: rounded(up: Double(grid.value.maximum)), ramp: ramp, isAutomatic: true)
    }

    /// The least of 1, 2, 2.5 or 5 times a power of ten that is not below `value`; 1 for zero.
    public static func rounded(up value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var power = 1.0
        while power > value, power > 1e-300 { power /= 10 }
        while power * 10 <= value, power < 1e300 { power *= 10 }
        let step = [1, 2, 2.5, 5].first { $0 * power >= value * (1 - 1e-6) } ?? 10
        // Multiplying by a power below one would leave digits such as 0.30000000000000004.
        return power >= 1 ? step * power : step / (1 / power).rounded()
    }
}
