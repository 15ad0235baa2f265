internal import TabaqaFeatureModel

/// Any JSON document as a page: objects as lists of names and values, arrays of like objects as tables, addresses
/// as links.
enum DocumentPage {
    static func content(_ document: JSON) -> [HTML] { [value(document, depth: 0)] }

    private static func value(_ json: JSON, depth: Int) -> HTML {
        switch json {
        case .null: "–"
        case .bool(let truth): .text(truth ? "true" : "false")
        case .integer(let number): .tag("span", [("dir", "ltr")], [.text(String(number))])
        case .number(let number): .tag("span", [("dir", "ltr")], [.text("\(number)")])
        case .string(let text): address(text) ?? .tag("span", [("dir", "auto")], [.text(text)])
        case .array(let elements): list(elements, depth)
        case .object(let members): object(members, depth)
        }
    }

    /// Templates are shown, not linked.
    private static func address(_ text: String) -> HTML? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return nil }
        if text.contains("{") { return .tag("code", [("dir", "ltr")], [.text(text)]) }
        return .tag("a", [("href", text), ("dir", "ltr")], [.text(text)])
    }

    private static func list(_ elements: [JSON], _ depth: Int) -> HTML {
        if let table = table(elements, depth) { return table }
        if elements.allSatisfy({ if case .number = $0 { true } else { false } }) {
            return .tag(
                "span", [("dir", "ltr")],
                [.text(elements.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: ", "))])
        }
        return .tag("ul", [], elements.map { .tag("li", [], [value($0, depth: depth + 1)]) })
    }

    private static func table(_ elements: [JSON], _ depth: Int) -> HTML? {
        var names: [String] = []
        for element in elements {
            guard case .object(let members) = element else { return nil }
            for (name, _) in members where !names.contains(name) { names.append(name) }
        }
        guard !names.isEmpty, names.count <= 8 else { return nil }
        return .table(
            names.map { .text($0) },
            elements.map { element in names.map { element[$0].map { value($0, depth: depth + 1) } ?? "" } })
    }

    private static func object(_ members: [(String, JSON)], _ depth: Int) -> HTML {
        .tag(
            "dl", class: "facts",
            members.flatMap { name, member in
                [HTML.tag("dt", [], [.text(name)]), .tag("dd", [], [value(member, depth: depth + 1)])]
            })
    }
}
