internal import TabaqaFeatureModel

/// A ramp for print: light is little, dark is much, and nothing is the paper itself.
struct PaperRamp {
    private let table: RampTable
    /// Share of the scale over which colour grows out of the paper.
    private static let fade = 0.1

    init(_ ramp: ColorRamp) {
        table = RampTable(ramp)
    }

    /// Colour and opacity at a share of the scale's maximum.
    func ink(at share: Double) -> (color: RGB, alpha: Double) {
        let share = min(max(share, 0), 1)
        return (table.color(at: 1 - share), min(1, share / Self.fade))
    }

    func color(at share: Double, on ground: RGB) -> RGB {
        let ink = ink(at: share)
        return ground.mixed(with: ink.color, ink.alpha)
    }
}
