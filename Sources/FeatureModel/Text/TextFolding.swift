/// The comparison key under which names, codes and column headers of Arabic, Turkish and English meet.
///
/// One key serves all three languages at once, because a city's files mix them: `EYUPOGLU`, `Eyüpoğlu` and
/// `eyüpoğlu` fold to the same key, and so do `غازي عنتاب` and `غازى عنتاب`. A key is for comparing only; it is
/// never shown or stored in place of the text.
///
/// What folds away: letter case (the four Turkish i's become `i`), Latin diacritics, Arabic vowel signs and
/// tatweel, the carriers of hamza, ta marbuta against ha, alef maqsura against ya, Persian letter forms,
/// presentation forms, digits of other scripts, invisible direction marks. Runs of white space, `_`, `-` and
/// other punctuation become one space; `+`, `<`, `=`, `>` and currency signs stay, for they tell codes apart,
/// and so does a minus sign before a leading digit.
public enum TextFolding {
    /// The key of `text`; folding a key gives the same key.
    public static func fold(_ text: String) -> String {
        var key = KeyBuilder(capacity: text.utf8.count)
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()
        while let scalar = pending {
            pending = scalars.next()
            if scalar.value < 0x80 {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                if byte == 0x2D, key.isEmpty, let next = pending, isDigit(next) {
                    key.append(byte)
                } else {
                    key.appendASCII(byte)
                }
            } else if scalar.value == 0x2212, key.isEmpty, let next = pending, isDigit(next) {
                key.append(0x2D)
            } else {
                appendFolded(scalar, to: &key)
            }
        }
        return key.text
    }

    /// `text` with Arabic-Indic, Persian and full-width digits as ASCII digits; all else as it was.
    public static func normalizeDigits(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value >= 0x80 && digit($0) != nil }) else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(digit(scalar).map { Unicode.Scalar($0) } ?? scalar)
        }
        return String(result)
    }

    /// The ASCII digit a decimal digit of a script our cities use stands for.
    static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        let value = scalar.value
        for zero in [0x30, 0x0660, 0x06F0, 0xFF10] as [UInt32] where value >= zero && value < zero + 10 {
            return UInt8(0x30 + value - zero)
        }
        return nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { digit(scalar) != nil }

    private static func appendFolded(_ scalar: Unicode.Scalar, to key: inout KeyBuilder) {
        if let digit = digit(scalar) { return key.append(digit) }
        if let letters = LatinFolding.letters(for: scalar) { return key.append(letters) }
        switch ArabicFolding.fold(scalar) {
        case .letter(let letter): return key.append(letter)
        case .lamAlef:
            key.append("ل" as Unicode.Scalar)
            return key.append("ا" as Unicode.Scalar)
        case .nothing: return
        case .untouched: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format:
            return
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .connectorPunctuation,
            .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation:
            key.separate()
        default:
            for lowered in properties.lowercaseMapping.unicodeScalars {
                if let letters = LatinFolding.letters(for: lowered) {
                    key.append(letters)
                } else {
                    key.append(lowered)
                }
            }
        }
    }
}
