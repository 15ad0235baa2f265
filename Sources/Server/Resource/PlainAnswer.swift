/// An answer with everything decided: what a server has to put on the wire and in its log.
public struct PlainAnswer: Sendable {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Answer.Body
    /// Length of the body where it is known before; for HEAD the length GET would have.
    public var length: Int?
    /// The pattern of the route that answered; nil where none did.
    public var pattern: String?
    /// The name of the viewer's key.
    public var viewer: String
    /// What went wrong inside, for the log only.
    public var defect: String?

    public init(
        status: Int, headers: [(name: String, value: String)], body: Answer.Body, length: Int? = nil,
        pattern: String? = nil, viewer: String = "anonymous", defect: String? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.length = length
        self.pattern = pattern
        self.viewer = viewer
        self.defect = defect
    }

    /// The value of a header by its name in any case.
    public subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// All bytes of the body, read to the end. For tests and small bodies.
    public func bytes() throws -> [UInt8] {
        switch body {
        case .none: return []
        case .bytes(let bytes): return bytes
        case .chunks(let source): return try Self.collect(source)
        case .file(let path, let isTemporary):
            return try Self.collect(FileChunks(path: path, isTemporary: isTemporary))
        }
    }

    private static func collect(_ source: any ChunkSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try source.next() { bytes += chunk }
        return bytes
    }
}
