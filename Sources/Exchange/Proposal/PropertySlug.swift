internal import TabaqaFeatureModel

/// Turns column headers of any script into property names.
enum PropertySlug {
    static let longest = 40

    /// `[a-z][a-z0-9_]*`, at most 40 characters, none of `taken`; Turkish and Arabic are transliterated.
    static func name(for header: String, number: Int, taken: inout Set<String>) -> String {
        var base = slug(header)
        if base.isEmpty { base = "column_\(number)" }
        if base.first.map({ $0 >= "a" && $0 <= "z" }) != true { base = "p_" + base }
        if DefinitionNames.problem(property: base) != nil { base = "source_" + base }
        base = String(base.prefix(longest))
        while base.hasSuffix("_") { base.removeLast() }
        var candidate = base
        var suffix = 2
        while !taken.insert(candidate).inserted {
            candidate = String(base.prefix(longest - 4)) + "_\(suffix)"
            suffix += 1
        }
        return candidate
    }

    /// Letters and digits in ASCII, everything between them as one underscore.
    static func slug(_ text: String) -> String {
        var result = ""
        for scalar in TextFolding.fold(text).unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: result.unicodeScalars.append(scalar)
            default:
                if let letters = arabic[scalar] {
                    result += letters
                } else if !result.isEmpty, !result.hasSuffix("_") {
                    result += "_"
                }
            }
        }
        while result.hasSuffix("_") { result.removeLast() }
        return result
    }

    /// Plain transliteration, after folding.
    private static let arabic: [Unicode.Scalar: String] = [
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
        "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
        "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w", "ي": "y", "ى": "a",
        "ء": "", "ئ": "y", "ؤ": "w", "پ": "p", "چ": "ch", "گ": "g", "ژ": "j",
    ]
}
