/// Conditional requests (RFC 9110, section 13.1.2).
enum Conditional {
    /// The tag, with the suffix of its packing, that the client holds; nil where it holds another.
    static func held(_ tag: String, _ ifNoneMatch: String?) -> String? {
        guard let ifNoneMatch else { return nil }
        for item in ifNoneMatch.split(separator: ",") {
            var text = item.drop { $0 == " " || $0 == "\t" }
            while text.last == " " || text.last == "\t" { text.removeLast() }
            if text == "*" { return tag }
            // The comparison is the weak one: a proxy that repacks weakens tags.
            if text.hasPrefix("W/") { text = text.dropFirst(2) }
            guard text.count >= 2, text.first == "\"", text.last == "\"" else { continue }
            let held = text.dropFirst().dropLast()
            // A packed representation's tag is the plain one's and a suffix (RFC 9110, section 8.8.3.3).
            if held == tag || held == tag + "-gzip" || held == tag + "-zstd" { return String(held) }
        }
        return nil
    }

    static func text(_ tag: String, _ coding: ContentCoding?) -> String {
        "\"" + tag + (coding.map { "-" + $0.rawValue } ?? "") + "\""
    }
}
