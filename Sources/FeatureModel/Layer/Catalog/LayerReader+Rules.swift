internal import Yams

extension LayerReader {
    /// The keys that say what a rule tests.
    private static let tests = ["inside", "duplicateWithin", "recentWithin", "accurateWithin"]

    func rules(_ layer: LayerDefinition) -> [(rule: QualityRule, mark: TextMark?)] {
        guard let node = reader.value("rules") else { return [] }
        guard case .sequence(let items) = node else {
            reader.collector.error(
                "“rules” must be a list (lines beginning with “- ”), found \(MappingReader.describe(node)).",
                at: node.place)
            return []
        }
        return items.compactMap { rule($0, layer) }
    }

    private func rule(_ node: Node, _ layer: LayerDefinition) -> (rule: QualityRule, mark: TextMark?)? {
        let collector = reader.collector
        let keys = Self.tests + ["and", "otherwise"]
        guard let part = MappingReader(node, "the rule", keys: keys, collector) else { return nil }
        let consequence: QualityRule.Consequence? = part.requiredChoice("otherwise")
        let named = Self.tests.filter { part.value($0) != nil }
        guard named.count == 1, let key = named.first else {
            collector.error(
                "A rule has one of “inside”, “duplicateWithin”, “recentWithin” and “accurateWithin”.",
                at: part.mark,
                remedy: "Write { inside: LAYER, otherwise: flag } or "
                    + "{ duplicateWithin: 30 m, and: PT10M, otherwise: flag }.")
            return nil
        }
        if layer.geometry == .none, reader.value("geometry") != nil, key != "recentWithin" {
            collector.error("A layer without geometry cannot have rules about places.", at: part.mark)
            return nil
        }
        if part.value("and") != nil, key != "duplicateWithin" {
            collector.error(
                "“and” belongs to “duplicateWithin”, not to “\(key)”.", at: part.mark(of: "and"))
        }
        if key == "duplicateWithin" || key == "recentWithin", reader.value("time") == nil {
            collector.error(
                "“\(key)” compares times, but the layer has no “time”.", at: part.mark(of: key))
        }
        guard let test = test(key, part), let consequence else { return nil }
        return (
            QualityRule(test: test, consequence: consequence),
            key == "inside" ? part.value(key)?.place : part.mark
        )
    }

    private func test(_ key: String, _ part: MappingReader) -> QualityRule.Test? {
        switch key {
        case "inside": return part.text(key).map { .inside(layer: $0) }
        case "duplicateWithin":
            let meters = part.parsed(key, as: Self.length, QuantityText.length)
            let duration = part.requiredParsed("and", as: Self.duration) { ISODuration($0) }
            guard let meters, let duration else { return nil }
            return .duplicate(meters: meters, duration: duration)
        case "recentWithin":
            return part.parsed(key, as: Self.duration) { ISODuration($0) }.map { .recent(within: $0) }
        case "accurateWithin":
            return part.parsed(key, as: Self.length, QuantityText.length).map { .accurate(meters: $0) }
        default: return nil
        }
    }
}
