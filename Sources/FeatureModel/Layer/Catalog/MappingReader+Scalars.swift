internal import Yams

extension MappingReader {
    /// The text under `key`, at most `longest` characters.
    func text(_ key: String, longest: Int = 200) -> String? {
        value(key).flatMap { text($0, key, longest: longest) }
    }

    func requiredText(_ key: String, longest: Int = 200) -> String? {
        required(key).flatMap { text($0, key, longest: longest) }
    }

    func text(_ node: Node, _ key: String, longest: Int = 200) -> String? {
        guard case .scalar(let scalar) = node else {
            collector.error(
                "“\(key)” of \(title) must be text, found \(Self.describe(node)).", at: node.place)
            return nil
        }
        guard scalar.string.count <= longest, !scalar.string.unicodeScalars.contains(where: Self.isControl)
        else {
            collector.error(
                "“\(key)” of \(title) is longer than \(longest) characters or has control characters.",
                at: node.place)
            return nil
        }
        return scalar.string
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    /// One of a closed set of words.
    func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Value.Type = Value.self
    ) -> Value? {
        guard let node = value(key), let text = text(node, key) else { return nil }
        if let value = Value(rawValue: text) { return value }
        collector.error(
            "“\(text)” is no \(key) of \(title).", at: node.place,
            remedy: NearestName.remedy(text, among: Value.allCases.map(\.rawValue), listing: "Allowed"))
        return nil
    }

    func requiredChoice<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Value.Type = Value.self
    ) -> Value? {
        required(key) == nil ? nil : choice(key)
    }

    /// `true` or `false`.
    func truth(_ key: String) -> Bool? {
        guard let node = value(key), let text = text(node, key) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            collector.error(
                "“\(key)” of \(title) must be true or false, found “\(text)”.", at: node.place)
            return nil
        }
    }

    /// What `parse` makes of the text under `key`, reported with an example when it makes nothing.
    func parsed<Value>(
        _ key: String, as description: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let node = value(key), let text = text(node, key) else { return nil }
        if let value = parse(text) { return value }
        collector.error(
            "“\(key)” of \(title) is “\(text.prefix(60))”, not \(description).", at: node.place)
        return nil
    }

    func requiredParsed<Value>(
        _ key: String, as description: String, _ parse: (String) -> Value?
    ) -> Value? {
        required(key) == nil ? nil : parsed(key, as: description, parse)
    }

    /// The items of a list of texts.
    func texts(_ key: String) -> [(text: String, mark: TextMark?)]? {
        guard let node = value(key) else { return nil }
        guard case .sequence(let items) = node else {
            collector.error(
                "“\(key)” of \(title) must be a list such as [a, b], found \(Self.describe(node)).",
                at: node.place)
            return nil
        }
        return items.compactMap { item in text(item, key).map { ($0, item.place) } }
    }

    /// A text in several languages; missing ones of `languages` are warnings.
    func localized(_ key: String, _ languages: [Language]) -> LocalizedText? {
        value(key).flatMap {
            LocalizedReading.read($0, "“\(key)” of \(title)", languages, collector)
        }
    }
}
