/// What a resource answers, before any HTTP server is involved.
public struct Answer: Sendable {
    /// Who may keep a copy.
    public enum Caching: Sendable {
        /// Nobody without asking again; a cache shared by several people not at all.
        case privately
        /// Anyone, asking again before use: the answer is the same for everybody.
        case revalidated
        /// Anyone, for so many seconds; only for what never changes under its address.
        case forever(seconds: Int)
        case never
    }

    public enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Pieces made when the client is ready for them, so that memory stays constant however slow it is.
        case chunks(any ChunkSource)
        /// A file, removed once it is sent where `isTemporary`.
        case file(path: String, isTemporary: Bool)
    }

    public var status: Int
    public var mediaType: MediaType?
    public var headers: [(name: String, value: String)]
    public var body: Body
    /// The strong entity tag without quotes: equal tags, equal bytes.
    public var tag: String?
    public var caching: Caching
    /// Remembers how the bytes of the body were packed, where they are answered more than once.
    var forms: PackedForms?

    public init(
        status: Int = 200, _ mediaType: MediaType?, _ body: Body, tag: String? = nil,
        caching: Caching = .privately, headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.mediaType = mediaType
        self.headers = headers
        self.body = body
        self.tag = tag
        self.caching = caching
    }

    public static func json(_ value: JSON, as mediaType: MediaType = .json, tag: String? = nil) -> Answer {
        Answer(mediaType, .bytes(value.bytes), tag: tag)
    }
}

/// A body made piece by piece. `next` is called from one thread at a time, off the event loops.
public protocol ChunkSource: Sendable {
    /// The next piece; nil at the end. Throwing cuts the connection, so that nobody takes a part for the whole.
    func next() throws -> [UInt8]?

    /// Bytes in all, where they are known before.
    var length: Int? { get }
}

extension ChunkSource {
    public var length: Int? { nil }
}
