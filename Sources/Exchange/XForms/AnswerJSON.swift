internal import TabaqaFeatureModel

/// Answers in the rows of a records property, as JSON.
enum AnswerJSON {
    /// Nil for null.
    static func text(_ value: PropertyValue) -> String? {
        switch value {
        case .null: nil
        case .text(let text): quoted(text)
        case .integer(let value): String(value)
        case .decimal(let value): value.isFinite ? "\(value)" : nil
        case .boolean(let value): value ? "true" : "false"
        case .date(let days): quoted(CivilDate(daysSince1970: Int(days)).iso)
        case .instant(let instant): quoted(InstantText.utc(instant))
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\0"..."\u{1F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
