extension DensityMaximum {
    /// The maximum of `40`, `40 per km²` or `40 per km² and year`; nil when `text` is none of these. A bare number
    /// is per km², or per km² and year where `isPerYear`.
    public init?(_ text: String, isPerYear: Bool) {
        let unit = isPerYear ? " per km² and year" : " per km²"
        guard let parsed = QuantityText.densityMaximum(text) ?? QuantityText.densityMaximum(text + unit)
        else {
            return nil
        }
        self = parsed
    }
}
