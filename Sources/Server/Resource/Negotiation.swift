internal import TabaqaFeatureModel

/// Proactive negotiation (RFC 9110, section 12): what a client asked for, by quality.
enum Negotiation {
    /// One range of `Accept`, `Accept-Language` or `Accept-Encoding`; in lower case, without parameters.
    struct Range {
        var value: Substring
        /// 0 to 1.
        var quality: Double
    }

    static func ranges(_ header: String) -> [Range] {
        header.lowercased().split(separator: ",").prefix(64).compactMap { item in
            let parts = item.split(separator: ";")
            guard let value = parts.first.map(trimmed), !value.isEmpty else { return nil }
            var quality = 1.0
            for part in parts.dropFirst() {
                let part = trimmed(part)
                guard part.hasPrefix("q=") else { continue }
                guard let number = Double(part.dropFirst(2)), (0...1).contains(number) else { return nil }
                quality = number
            }
            return Range(value: value, quality: quality)
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }

    /// The offer of the highest quality, the first among equals; nil where the client takes none.
    static func mediaType(_ accept: String?, among offers: [MediaType]) -> MediaType? {
        guard let accept, let first = offers.first else { return offers.first }
        let ranges = ranges(accept)
        guard !ranges.isEmpty else { return first }
        var best: (offer: MediaType, quality: Double)?
        for offer in offers {
            let quality = quality(of: offer.essence, ranges)
            if quality > (best?.quality ?? 0) { best = (offer, quality) }
        }
        return best?.offer
    }

    /// The quality of the most specific range that covers the type (RFC 9110, section 12.5.1).
    private static func quality(of essence: String, _ ranges: [Range]) -> Double {
        var found = (specificity: 0, quality: 0.0)
        for range in ranges {
            let specificity: Int
            if range.value == essence {
                specificity = 4
            } else if range.value == "application/json", essence.hasSuffix("+json") {
                // Clients that ask for plain JSON read its kinds too.
                specificity = 3
            } else if range.value.hasSuffix("/*"), essence.hasPrefix(range.value.dropLast()) {
                specificity = 2
            } else if range.value == "*/*" {
                specificity = 1
            } else {
                continue
            }
            if specificity > found.specificity {
                // An exact match goes before a kind, a kind before “anything”, at equal quality.
                let preference = specificity == 4 ? 1 : specificity == 3 ? 0.9999 : 0.999
                found = (specificity, range.quality * preference)
            }
        }
        return found.quality
    }

    /// The language of the highest quality among those the city speaks, else its first.
    static func language(_ accept: String?, among languages: [Language]) -> Language {
        let fallback = languages.first ?? .en
        guard let accept else { return fallback }
        var best: (language: Language, quality: Double)?
        for range in ranges(accept) where range.quality > (best?.quality ?? 0) {
            let primary = range.value.prefix { $0 != "-" && $0 != "_" }
            if let language = Language(rawValue: String(primary)), languages.contains(language) {
                best = (language, range.quality)
            } else if range.value == "*" {
                best = (fallback, range.quality)
            }
        }
        return best?.language ?? fallback
    }
}
