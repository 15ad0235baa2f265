internal import Yams

/// Reads `{ ar: …, en: …, tr: … }`.
enum LocalizedReading {
    static func read(
        _ node: Node, _ title: String, _ languages: [Language], _ collector: DiagnosticCollector
    ) -> LocalizedText? {
        if case .scalar(let scalar) = node {
            collector.error(
                "\(title.capitalizedFirst) must say its languages.", at: node.place,
                remedy: "Write { \(languages.first?.rawValue ?? "en"): \(scalar.string.prefix(40)), … }.")
            return nil
        }
        let keys = Language.allCases.map(\.rawValue)
        guard let reader = MappingReader(node, title, keys: keys, collector) else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            guard let text = reader.text(language.rawValue, longest: 500), !text.isEmpty else { continue }
            texts[language] = text
        }
        let missing = languages.filter { texts[$0] == nil }.map(\.rawValue)
        if !missing.isEmpty {
            collector.warning(
                "\(title.capitalizedFirst) lacks a text in \(missing.joined(separator: ", ")).",
                at: node.place,
                remedy: "Translate it into every language of the city.")
        }
        return LocalizedText(texts)
    }
}
