/// HTML built of values: whatever is a text is escaped, so that no data can become markup.
public indirect enum HTML: Sendable {
    case text(String)
    case element(String, [(String, String)], [HTML])
    case all([HTML])

    private static let empty: Set<String> = ["link", "meta", "input", "br", "hr", "img"]

    /// A whole document in UTF-8.
    public var document: [UInt8] {
        var bytes = Array("<!doctype html>\n".utf8)
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.escape(text, to: &bytes)
        case .all(let parts): for part in parts { part.write(to: &bytes) }
        case .element(let name, let attributes, let children):
            bytes += "<\(name)".utf8
            for (attribute, value) in attributes {
                bytes += " \(attribute)=\"".utf8
                Self.escape(value, to: &bytes)
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: ">"))
            guard !Self.empty.contains(name) else { return }
            for child in children { child.write(to: &bytes) }
            bytes += "</\(name)>".utf8
        }
    }

    /// Byte by byte: a combining mark makes one character with the sign before it, which is markup all the same.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        escape(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
    }
}

extension HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self = .text(value) }

    static func tag(_ name: String, _ attributes: [(String, String)] = [], _ children: [HTML]) -> HTML {
        .element(name, attributes, children)
    }

    static func tag(_ name: String, class style: String, _ children: [HTML]) -> HTML {
        .element(name, [("class", style)], children)
    }

    static func link(_ href: String, _ text: String) -> HTML { .tag("a", [("href", href)], [.text(text)]) }

    /// Rows under a head; the first cell of a row names it.
    static func table(_ head: [HTML], _ rows: [[HTML]]) -> HTML {
        let headRow = HTML.tag("tr", [], head.map { .tag("th", [("scope", "col")], [$0]) })
        let body = rows.map { row in
            HTML.tag(
                "tr", [],
                row.enumerated().map { index, cell in
                    index == 0 ? .tag("th", [("scope", "row")], [cell]) : .tag("td", [], [cell])
                })
        }
        return .tag(
            "div",
            [("class", "table-scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "table")],
            [.tag("table", [("class", "table")], [.tag("thead", [], [headRow]), .tag("tbody", [], body)])])
    }
}
