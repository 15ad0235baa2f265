internal import Yams

/// One mapping of a definition with the keys it may have.
struct MappingReader {
    let collector: DiagnosticCollector
    /// How messages call the mapping, e.g. `the layer` or `property “loss”`.
    let title: String
    let mark: TextMark?
    private var values: [String: (mark: TextMark?, value: Node)] = [:]

    /// Reports unknown keys; nil when `node` is no mapping.
    init?(_ node: Node, _ title: String, keys: [String], _ collector: DiagnosticCollector) {
        guard let pairs = Self.pairs(node, title, collector) else { return nil }
        self.collector = collector
        self.title = title
        mark = node.place
        for pair in pairs {
            if keys.contains(pair.key) {
                values[pair.key] = (pair.mark, pair.value)
            } else {
                collector.error(
                    "Unknown key “\(pair.key)” in \(title).", at: pair.mark,
                    remedy: NearestName.remedy(pair.key, among: keys, listing: "Keys"))
            }
        }
    }

    /// The entries of a mapping whose keys are the author's own.
    static func pairs(
        _ node: Node, _ title: String, _ collector: DiagnosticCollector
    ) -> [(key: String, mark: TextMark?, value: Node)]? {
        guard case .mapping(let mapping) = node else {
            collector.error(
                "Expected “key: value” lines for \(title), found \(describe(node)).", at: node.place)
            return nil
        }
        return mapping.compactMap { key, value in
            guard case .scalar(let scalar) = key else {
                collector.error("A key must be text, found \(describe(key)).", at: key.place)
                return nil
            }
            return (scalar.string, key.place, value)
        }
    }

    /// The value of `key`; nil when absent or empty.
    func value(_ key: String) -> Node? {
        guard let value = values[key]?.value, !Self.isNull(value) else { return nil }
        return value
    }

    /// The value of `key`, reported when missing.
    func required(_ key: String) -> Node? {
        if let value = value(key) { return value }
        if let mark = values[key]?.mark {
            collector.error("“\(key)” of \(title) has no value.", at: mark)
        } else {
            collector.error("\(title.capitalizedFirst) lacks “\(key)”.", at: mark)
        }
        return nil
    }

    /// Where `key` stands.
    func mark(of key: String) -> TextMark? { values[key]?.mark ?? mark }

    private static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
            return false
        }
        return ["", "~", "null"].contains(scalar.string)
    }

    static func describe(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): "“\(scalar.string.prefix(60))”"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        }
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
