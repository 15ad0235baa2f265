internal import TabaqaFeatureModel

/// One operation of the API: what dispatch, OpenAPI, the access matrix and the tests read.
public struct Route: Sendable {
    public enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
        /// Without a route of its own, HEAD is answered as GET without a body and OPTIONS with the methods there are.
        case head = "HEAD", options = "OPTIONS"
    }

    /// How refusals are worded, and what stands on every answer.
    public enum Manner: Sendable {
        case problems
        /// OpenRosa 1.0: its headers on every answer, refusals in its XML.
        case openRosa
        /// tus 1.0.0: its headers on every answer.
        case resumable
    }

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
    /// JSON Schema and media type of a request body; several types are separated by `, `, `*/*` is any.
    public let body: (mediaType: String, schema: JSON)?
    /// Whether parameters are named in any case and unknown ones ignored, as OGC's key-value encodings ask.
    public let isLenient: Bool
    /// An answer at hand without blocking, such as one cached in memory; nil: `handle` has to make it.
    public let quick: (@Sendable (Call) -> Answer?)?
    /// Whether `204 No Content` is an answer.
    public let mayBeEmpty: Bool
    public let manner: Manner
    /// Takes a body too large to be held, as it comes, and answers at its end; `handle` is not called then.
    public private(set) var receive: (@Sendable (Call) throws -> any BodySink)?
    public let handle: @Sendable (Call) throws -> Answer

    public init(
        _ method: Method, _ pattern: String, id operationID: String, tag: String, _ summary: String,
        access: AccessRule, parameters: [Parameter] = [], takesProperties: Bool = false,
        offers: [MediaType] = [.json], schema: JSON = ["type": "object"],
        body: (mediaType: String, schema: JSON)? = nil, isLenient: Bool = false,
        mayBeEmpty: Bool = false, manner: Manner = .problems,
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
        self.manner = manner
        receive = nil
        self.quick = quick
        self.handle = handle
    }

    /// A route whose body may be too large to be held: it is taken as it comes.
    public init(
        taking method: Method, _ pattern: String, id operationID: String, tag: String, _ summary: String,
        access: AccessRule, parameters: [Parameter] = [], takesProperties: Bool = false,
        offers: [MediaType] = [.json], schema: JSON = ["type": "object"],
        body: (mediaType: String, schema: JSON)? = nil, isLenient: Bool = false, mayBeEmpty: Bool = false,
        manner: Manner = .problems,
        receive: @escaping @Sendable (Call) throws -> any BodySink
    ) {
        self.init(
            method, pattern, id: operationID, tag: tag, summary, access: access, parameters: parameters,
            takesProperties: takesProperties, offers: offers, schema: schema, body: body,
            isLenient: isLenient, mayBeEmpty: mayBeEmpty,
            manner: manner
        ) { _ in
            throw Fault(.serverFailure, "This route takes its body piece by piece.")
        }
        self.receive = receive
    }
}
