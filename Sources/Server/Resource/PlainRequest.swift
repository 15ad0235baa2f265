/// A request as it came, before anything in it is believed; no HTTP server is involved.
public struct PlainRequest: Sendable {
    /// As sent; HTTP methods are case-sensitive.
    public var method: String
    /// Path and query, undecoded.
    public var target: String
    /// Names in lower case.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// The address of who opened the connection.
    public var peer: String?
    /// Whether the connection itself is encrypted.
    public var isSecure: Bool
    /// For logs and problems.
    public var id: String

    public init(
        _ method: String = "GET", _ target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = [], peer: String? = nil, isSecure: Bool = false, id: String = RequestID.random()
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.peer = peer
        self.isSecure = isSecure
        self.id = id
    }

    /// The value of a header; several fields of one name are joined by commas (RFC 9110, section 5.3).
    public subscript(name: String) -> String? { Headers(headers)[name] }
}
