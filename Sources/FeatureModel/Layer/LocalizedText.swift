/// A text a person reads, in the city's languages.
public struct LocalizedText: Hashable, Sendable {
    public let texts: [Language: String]

    public init(_ texts: [Language: String]) {
        self.texts = texts
    }

    /// The text in `language`, else in English, else in whichever language there is.
    public subscript(language: Language) -> String {
        texts[language] ?? texts[.en] ?? Language.allCases.lazy.compactMap { texts[$0] }.first ?? ""
    }
}
