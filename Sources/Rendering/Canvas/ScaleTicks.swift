internal import Foundation

/// Round numbers along a scale from zero.
enum ScaleTicks {
    /// About `number` steps of 1, 2, 2.5 or 5 times a power of ten; the maximum is always the last, and a tick
    /// too close before it gives way.
    static func values(to maximum: Double, about number: Int = 5) -> [Double] {
        guard maximum > 0, maximum.isFinite, number > 0 else { return [0] }
        let rough = maximum / Double(number)
        let power = pow(10, log10(rough).rounded(.down))
        let step = ([1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999_999 } ?? 10) * power
        guard step > 0, step.isFinite else { return [0, maximum] }
        var values: [Double] = []
        var tick = 0.0
        while tick < maximum - 0.6 * step, values.count < 20 {
            values.append(tick)
            tick = Double(values.count) * step
        }
        return values + [maximum]
    }
}
