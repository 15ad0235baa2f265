internal import TabaqaFeatureModel

/// Lengths as people write them: `500`, `500m`, `0.8 km`.
enum Length {
    static func meters(_ text: String, option: String) throws(Fault) -> Double {
        var number = text.lowercased()
        number.removeAll { $0 == " " }
        var factor = 1.0
        if number.hasSuffix("km") {
            factor = 1000
            number.removeLast(2)
        } else if number.hasSuffix("m") {
            number.removeLast()
        }
        guard let value = Double(number), (0.01...1_000_000).contains(value * factor) else {
            throw Fault(
                .optionInvalid, "\(option) must be a length on the ground, not “\(text)”.",
                remedy: "For example 500m or 1.5km.")
        }
        return value * factor
    }
}
