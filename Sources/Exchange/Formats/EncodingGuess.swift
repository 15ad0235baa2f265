public import TabaqaFeatureModel

/// Finds out in which encoding texts were written that do not say.
public enum EncodingGuess {
    /// The likeliest encoding of `samples`, and three of them so decoded for a person to judge by.
    ///
    /// Texts that are all UTF-8 are UTF-8. Otherwise the code pages of the city's languages compete: a
    /// character that their alphabets have speaks for a page, one that they lack against it.
    public static func guess(
        samples: [[UInt8]], languages: [Language]
    ) -> (encoding: TextEncoding, names: [String]) {
        let telling = samples.filter { $0.contains { $0 >= 0x80 } }
        let isUTF8 = telling.allSatisfy { sample in
            sample.withUnsafeBufferPointer { UTF8Check.check($0) != .valid } == false
        }
        if isUTF8 { return (.utf8, names(telling, .utf8)) }
        var pages: [TextEncoding] = languages.flatMap { language -> [TextEncoding] in
            switch language {
            case .ar: [.windows1256, .iso8859Part6]
            case .tr: [.windows1254, .cp857]
            case .en: [.windows1252]
            }
        }
        pages = pages.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        if pages.isEmpty { pages = [.windows1252] }
        var best = (encoding: pages[0], score: -Double.infinity)
        for page in pages {
            let score = telling.reduce(0) { $0 + self.score($1, page) }
            if score > best.score { best = (page, score) }
        }
        return (best.encoding, names(telling, best.encoding))
    }

    /// `bytes` as text of that encoding.
    static func decode(_ bytes: [UInt8], _ encoding: TextEncoding) -> String {
        guard encoding != .utf8 else { return String(decoding: bytes, as: UTF8.self) }
        var transcoder = Transcoder(encoding)
        return String(decoding: transcoder.transcode(bytes[...], isLast: true), as: UTF8.self)
    }

    private static func names(_ samples: [[UInt8]], _ encoding: TextEncoding) -> [String] {
        let texts = samples.map { decode($0, encoding) }
        // Short texts are names; long ones are remarks.
        return Array(texts.filter { (4...40).contains($0.count) }.prefix(3))
            + (texts.contains { (4...40).contains($0.count) }
                ? [] : texts.prefix(3).map { String($0.prefix(40)) })
    }

    /// How much `sample` looks like text of the languages of `page`.
    private static func score(_ sample: [UInt8], _ page: TextEncoding) -> Double {
        let scalars = Array(decode(sample, page).unicodeScalars)
        let high = sample.count { $0 >= 0x80 }
        let letters = sample.count { $0 >= 0x80 || (0x41...0x5A).contains($0 & 0xDF) }
        let isDense = letters > 0 && Double(high) / Double(letters) > 0.6
        var score = 0.0
        for (index, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
            let isAlone = neighbours(scalars, index).allSatisfy { !$0.properties.isAlphabetic }
            switch page {
            case .windows1256, .iso8859Part6:
                let isArabic =
                    (0x0621...0x064A).contains(scalar.value)
                    || [0x67E, 0x686, 0x698, 0x6AF, 0x6A9, 0x60C, 0x61B, 0x61F].contains(scalar.value)
                // Turkish letters read as Arabic stand alone among Latin ones.
                let fits = isArabic && (isDense || neighbours(scalars, index).contains { $0.value >= 0x0600 })
                score += fits ? 1 : isArabic ? -1 : scalar.value == 0xFFFD || scalar.value < 0xA0 ? -2 : -0.5
            case .windows1254, .cp857:
                let isTurkish = "çğıöşüÇĞİÖŞÜâîûÂÎÛ".unicodeScalars.contains(scalar)
                score += isTurkish ? (isDense && sample.count > 4 ? -0.5 : 1) : isAlone ? -0.2 : -1
            default:
                let isWestern =
                    (0xC0...0xFF).contains(scalar.value) && scalar.value != 0xD7 && scalar.value != 0xF7
                let isIcelandic = "ðþýÐÞÝ".unicodeScalars.contains(scalar)
                score += isIcelandic ? -1 : isWestern && !isDense ? 0.9 : isAlone ? -0.2 : -1
            }
        }
        return score
    }

    private static func neighbours(_ scalars: [Unicode.Scalar], _ index: Int) -> [Unicode.Scalar] {
        (index > 0 ? [scalars[index - 1]] : []) + (index + 1 < scalars.count ? [scalars[index + 1]] : [])
    }
}
