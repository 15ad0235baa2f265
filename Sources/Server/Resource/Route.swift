/// One operation of the API: what dispatch, OpenAPI, the access matrix and the tests read.
public struct Route: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST" }

    public let method: Method
    /// `/collections/{collectionId}/items`.
    public let pattern: String
    public let operationID: String
    public let tag: String
    public let summary: String
    public let access: AccessRule
    /// Path and query parameters; a query parameter that is not among them is refused, `f` and `lang` excepted
    /// where the route offers them.
    public let parameters: [Parameter]
    /// Whether names of the layer's queryable properties are query parameters too.
    public let takesProperties: Bool
    /// Representations, the default first.
    public let offers: [MediaType]
    /// JSON Schema of the JSON representation, for OpenAPI.
    public let schema: JSON
    /// JSON Schema and media type of a request body.
    public let body: (mediaType: String, schema: JSON)?
    /// Whether parameters are named in any case and unknown ones ignored, as OGC's key-value encodings ask.
    public let isLenient: Bool
    /// An answer at hand without blocking, such as one cached in memory; nil: `handle` has to make it.
    public let quick: (@Sendable (Call) -> Answer?)?
    /// Whether `204 No Content` is an answer.
    public let mayBeEmpty: Bool
    public let handle: @Sendable (Call) throws -> Answer

    public init(
        _ method: Method, _ pattern: String, id operationID: String, tag: String, _ summary: String,
        access: AccessRule, parameters: [Parameter] = [], takesProperties: Bool = false,
        offers: [MediaType] = [.json], schema: JSON = ["type": "object"],
        body: (mediaType: String, schema: JSON)? = nil, isLenient: Bool = false,
        mayBeEmpty: Bool = false,
        quick: (@Sendable (Call) -> Answer?)? = nil, handle: @escaping @Sendable (Call) throws -> Answer
    ) {
        self.method = method
        self.pattern = pattern
        self.operationID = operationID
        self.tag = tag
        self.summary = summary
        self.access = access
        self.parameters = parameters
        self.takesProperties = takesProperties
        self.offers = offers
        self.schema = schema
        self.body = body
        self.isLenient = isLenient
        self.mayBeEmpty = mayBeEmpty
        self.quick = quick
        self.handle = handle
    }
}
