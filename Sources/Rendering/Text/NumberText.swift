internal import Foundation
internal import TabaqaFeatureModel

/// Numbers as people of a language read them: Latin digits everywhere, so that sheets compare, with the
/// language's separators.
struct NumberText {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func whole(_ value: Int) -> String {
        (value < 0 ? "−" : "") + grouped(String(value.magnitude))
    }

    /// At most `decimals` places, trailing zeros cut.
    func decimal(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        var text = String(format: "%.\(max(0, min(decimals, 12)))f", abs(value))
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        let parts = text.split(separator: ".")
        let sign = value < 0 && text.contains { $0 != "0" && $0 != "." } ? "−" : ""
        let fraction = parts.count > 1 ? (language == .tr ? "," : ".") + parts[1] : ""
        return sign + grouped(String(parts.first ?? "0")) + fraction
    }

    /// With `digits` significant digits at least, never rounding whole numbers.
    func significant(_ value: Double, digits: Int = 3) -> String {
        guard value != 0, value.isFinite else { return decimal(value, decimals: 0) }
        let magnitude = Int(log10(abs(value)).rounded(.down))
        return decimal(value, decimals: max(0, digits - 1 - magnitude))
    }

    private func grouped(_ digits: String) -> String {
        guard digits.count > 3 else { return digits }
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += language == .tr ? "." : "," }
            grouped.append(digit)
        }
        return grouped
    }
}
