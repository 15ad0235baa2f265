/// A parameter of a route, as OpenAPI describes it and as the dispatcher checks it.
public struct Parameter: Sendable {
    public enum Location: String, Sendable { case path, query }

    public let name: String
    public let location: Location
    public let about: String
    /// JSON Schema of the value, in OpenAPI 3.0's dialect.
    public let schema: JSON
    public let isRequired: Bool
    /// Whether commas separate several values (`style: form, explode: false`).
    public let isList: Bool

    public init(
        _ name: String, in location: Location = .query, _ about: String, schema: JSON = ["type": "string"],
        isRequired: Bool = false, isList: Bool = false
    ) {
        self.name = name
        self.location = location
        self.about = about
        self.schema = schema
        self.isRequired = isRequired || location == .path
        self.isList = isList
    }
}
