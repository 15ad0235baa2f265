/// Collects the lines of a YAML file.
struct YAMLPage {
    private let comments: [String: String]
    private(set) var text = ""

    init(comments: [String: String]) {
        self.comments = comments
    }

    mutating func line(_ line: String) { text += line + "\n" }

    /// `key: value`, unless there is no value.
    mutating func entry(_ key: String, _ value: String?) {
        guard let value else { return }
        comment(key, indent: "")
        line("\(key): \(value)")
    }

    mutating func section(_ key: String) {
        comment(key, indent: "")
        line("\(key):")
    }

    /// The comment for `key` on lines of its own.
    mutating func comment(_ key: String, indent: String) {
        guard let comment = comments[key] else { return }
        for part in comment.split(whereSeparator: \.isNewline) {
            line(
                indent + "# "
                    + String(String.UnicodeScalarView(part.unicodeScalars.filter { !Self.isControl($0) })))
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}

/// Scalars and small mappings in YAML.
enum YAMLText {
    static func localized(_ text: LocalizedText) -> String {
        let parts = Language.allCases.compactMap { language in
            text.texts[language].map { "\(language.rawValue): \(scalar($0))" }
        }
        return parts.isEmpty ? "{}" : "{ " + parts.joined(separator: ", ") + " }"
    }

    /// Plain where any YAML reader takes it for the same text, else in double quotes.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            first.properties.isAlphabetic || ("0"..."9").contains(first), last != " ", last != ":"
        else { return false }
        if words.contains(text.lowercased()) || looksLikeNumber(text) { return false }
        var previous: Unicode.Scalar = "\0"
        for scalar in text.unicodeScalars {
            let isFit =
                scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
                || ("0"..."9").contains(scalar) || " _-./²()".unicodeScalars.contains(scalar)
                || (scalar == ":" && previous != " ")
            guard isFit, !(previous == ":" && scalar == " ") else { return false }
            previous = scalar
        }
        return true
    }

    private static func looksLikeNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { "0123456789abcdefxo_.:-+".utf8.contains($0 | 0x20) || $0 == 0x5F }
    }

    private static let words: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf",
    ]

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
