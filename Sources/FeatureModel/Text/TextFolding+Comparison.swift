internal import Foundation

/// The foldings of CQL2's `CASEI` and `ACCENTI`. Unlike `fold` they keep spaces, punctuation and digits, so that
/// texts stay comparable by order and pattern.
extension TextFolding {
    /// `text` without difference of letter case, by Unicode's full case folding (ß = ss, ς = σ) of composed
    /// characters. The Turkish i's, dotted and not, are all `i`: `IĞDIR`, `Iğdır` and `iğdır` meet, and so do
    /// `İstanbul`, `ISTANBUL` and `istanbul`, as a city's mixed files need; Unicode alone would part them.
    public static func foldCase(_ text: String) -> String {
        if let plain = asciiLowered(text) { return plain }
        var folded = String.UnicodeScalarView()
        for scalar in composed(text).unicodeScalars { appendCaseFolded(scalar, to: &folded) }
        return composed(String(folded))
    }

    /// `text` without accents: Latin letters as ASCII letters of the same case (ş = s, ø = o, ı = i, æ = ae),
    /// Arabic letters without vowel signs, tatweel and carriers of hamza (أ = ا, ى = ي, ة = ه), and other
    /// letters without their combining marks.
    public static func foldAccents(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var folded = String.UnicodeScalarView()
        for scalar in composed(text).unicodeScalars { appendWithoutAccent(scalar, to: &folded) }
        return String(folded)
    }

    private static func asciiLowered(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Base letters and combining marks as one scalar each where Unicode has one.
    private static func composed(_ text: String) -> String {
        let hasMarks = text.unicodeScalars.contains {
            (0x300...0x36F).contains($0.value) || (0x653...0x655).contains($0.value)
        }
        return hasMarks ? text.precomposedStringWithCanonicalMapping : text
    }

    /// Lower case of upper case of lower case: what full case folding maps together, these bring together.
    private static func appendCaseFolded(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
        for lowered in scalar.properties.lowercaseMapping.unicodeScalars {
            for raised in lowered.properties.uppercaseMapping.unicodeScalars {
                for folded in raised.properties.lowercaseMapping.unicodeScalars {
                    if folded.value == 0x307, text.last == "i" { continue }
                    text.append(folded)
                }
            }
        }
    }

    private static func appendWithoutAccent(
        _ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView
    ) {
        if scalar.value < 0x80 { return text.append(scalar) }
        if let letters = LatinFolding.letters(for: scalar) {
            let isUpper = scalar.properties.isUppercase
            letters.withUTF8Buffer { bytes in
                for byte in bytes { text.append(Unicode.Scalar(isUpper ? byte & 0xDF : byte)) }
            }
            return
        }
        switch ArabicFolding.fold(scalar) {
        case .letter(let letter): return text.append(letter)
        case .lamAlef:
            text.append("ل")
            return text.append("ا")
        case .nothing: return
        case .untouched: break
        }
        // Marks above and below; the vowel signs of Indic scripts are letters of their own (class 0 to 199).
        if scalar.properties.canonicalCombiningClass.rawValue >= 200 { return }
        guard (0x370..<0x530).contains(scalar.value) || (0x1F00..<0x2000).contains(scalar.value) else {
            return text.append(scalar)
        }
        for part in String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
        where part.properties.canonicalCombiningClass.rawValue < 200 {
            text.append(part)
        }
    }
}
