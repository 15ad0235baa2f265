extension TextFolding {
    /// The key under which names of neighbourhoods, villages and districts meet: `fold`, without the common noun
    /// that one department writes and another leaves out (`Akyol Mah.` = `AKYOL`, `حي الشيخ رضوان` = `الشيخ رضوان`).
    ///
    /// A name that is nothing but the common noun stays whole.
    public static func foldPlaceName(_ text: String) -> String {
        let key = fold(text)
        guard let space = key.utf8.firstIndex(of: 0x20) else { return key }
        if nounsBefore.contains(key[..<space]) { return String(key[key.index(after: space)...]) }
        if let last = key.lastIndex(of: " "), nounsAfter.contains(key[key.index(after: last)...]) {
            return String(key[..<last])
        }
        return key
    }

    /// Folded: mahallesi, mah., mh., köyü, ilçesi.
    private static let nounsAfter: Set<Substring> = [
        "mahallesi", "mahalle", "mah", "mh", "koyu", "koy", "ilcesi", "ilce", "neighborhood", "neighbourhood",
        "district",
    ]

    /// Folded: حي، محلة، قرية، بلدة، مدينة.
    private static let nounsBefore: Set<Substring> = Set(
        ["حي", "محلة", "قرية", "بلدة", "مدينة"].map { Substring(fold($0)) })
}
