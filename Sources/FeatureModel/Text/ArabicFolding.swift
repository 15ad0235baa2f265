/// Arabic letters as people type them interchangeably, brought to one form.
enum ArabicFolding {
    enum Outcome {
        case letter(Unicode.Scalar)
        case lamAlef
        /// A vowel sign, tatweel or a bare hamza: left out.
        case nothing
        case untouched
    }

    static func fold(_ scalar: Unicode.Scalar) -> Outcome {
        switch scalar.value {
        case 0x0600..<0x0700: fold(letter: scalar)
        case 0xFE80...0xFEFC: fold(presentation: scalar)
        default: .untouched
        }
    }

    private static func fold(letter scalar: Unicode.Scalar) -> Outcome {
        switch scalar {
        case "\u{640}", "\u{621}", "\u{674}", "\u{610}"..."\u{61A}", "\u{64B}"..."\u{65F}", "\u{670}",
            "\u{6D6}"..."\u{6DC}", "\u{6DF}"..."\u{6E8}", "\u{6EA}"..."\u{6ED}":
            .nothing
        case "أ", "إ", "آ", "\u{671}", "\u{672}", "\u{673}": .letter("ا")
        case "ؤ": .letter("و")
        case "ئ", "ى", "\u{6CC}", "\u{6D2}", "\u{6D3}": .letter("ي")
        case "ة", "\u{6C0}", "\u{6C1}", "\u{6C2}", "\u{6C3}", "\u{6BE}", "\u{6D5}": .letter("ه")
        case "\u{6A9}", "\u{6AA}": .letter("ك")
        case "\u{627}"..."\u{63F}", "\u{641}"..."\u{64A}", "\u{675}"..."\u{6D3}": .letter(scalar)
        default: .untouched
        }
    }

    /// Isolated, final, initial and medial forms, as old files and PDF text hold them.
    private static func fold(presentation scalar: Unicode.Scalar) -> Outcome {
        if scalar.value >= 0xFEF5 { return .lamAlef }
        guard let letter = forms.last(where: { $0.first <= scalar.value })?.letter else { return .untouched }
        let outcome = fold(letter: letter)
        if case .untouched = outcome { return .letter(letter) }
        return outcome
    }

    /// The first presentation form of each letter; a letter's forms run up to the next letter's first.
    private static let forms: [(first: UInt32, letter: Unicode.Scalar)] = [
        (0xFE80, "ء"), (0xFE81, "آ"), (0xFE83, "أ"), (0xFE85, "ؤ"), (0xFE87, "إ"), (0xFE89, "ئ"),
        (0xFE8D, "ا"), (0xFE8F, "ب"), (0xFE93, "ة"), (0xFE95, "ت"), (0xFE99, "ث"), (0xFE9D, "ج"),
        (0xFEA1, "ح"), (0xFEA5, "خ"), (0xFEA9, "د"), (0xFEAB, "ذ"), (0xFEAD, "ر"), (0xFEAF, "ز"),
        (0xFEB1, "س"), (0xFEB5, "ش"), (0xFEB9, "ص"), (0xFEBD, "ض"), (0xFEC1, "ط"), (0xFEC5, "ظ"),
        (0xFEC9, "ع"), (0xFECD, "غ"), (0xFED1, "ف"), (0xFED5, "ق"), (0xFED9, "ك"), (0xFEDD, "ل"),
        (0xFEE1, "م"), (0xFEE5, "ن"), (0xFEE9, "ه"), (0xFEED, "و"), (0xFEEF, "ى"), (0xFEF1, "ي"),
    ]
}
