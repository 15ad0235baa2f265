/// Header fields of a request.
public struct Headers: Sendable {
    /// Names in lower case.
    public let fields: [(name: String, value: String)]

    public init(_ fields: [(name: String, value: String)]) {
        self.fields = fields
    }

    /// Several fields of one name are joined by commas (RFC 9110, section 5.3).
    public subscript(name: String) -> String? {
        var joined: String?
        for field in fields where field.name == name {
            joined = joined.map { $0 + ", " + field.value } ?? field.value
        }
        return joined
    }
}
