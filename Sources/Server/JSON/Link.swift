/// A link of a document (RFC 8288).
public struct Link: Sendable {
    public var rel: String
    public var href: String
    public var type: String
    public var title: String?
    public var isTemplate = false

    public init(_ rel: String, _ href: String, _ type: MediaType, title: String? = nil) {
        self.rel = rel
        self.href = href
        self.type = type.text.split(separator: ";").first.map(String.init) ?? type.text
        self.title = title
        if type == .openAPI { self.type = type.text }
    }

    public var json: JSON {
        let own: JSON = ["rel": .string(rel), "href": .string(href), "type": .string(type)]
        return own.adding([
            ("title", title.map { .string($0) }), ("templated", isTemplate ? .bool(true) : nil),
        ])
    }
}

extension JSON {
    public init(_ links: [Link]) { self = .array(links.map(\.json)) }
}
