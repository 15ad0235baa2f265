/// One file of an observation: named by it, here or still missing. Instants are milliseconds since 1970.
public struct Attachment: Hashable, Sendable {
    /// Within its observation; a label, never a path.
    public var name: String
    /// The property it is the value of; nil for others, such as a client's audit log.
    public var property: String?
    /// Whether the observation itself names it; others came uncalled.
    public var isExpected: Bool
    /// Nil while it is missing.
    public var content: Blob?
    public var received: Int64?

    public init(
        name: String, property: String?, isExpected: Bool, content: Blob? = nil, received: Int64? = nil
    ) {
        self.name = name
        self.property = property
        self.isExpected = isExpected
        self.content = content
        self.received = received
    }

    public var isPresent: Bool { content != nil }
}

/// Bytes known by their hash.
public struct Blob: Hashable, Sendable {
    /// In lower-case hexadecimal.
    public var sha256: String
    public var size: Int64
    /// By the first bytes, never by name or claim.
    public var mediaType: String

    public init(sha256: String, size: Int64, mediaType: String) {
        self.sha256 = sha256
        self.size = size
        self.mediaType = mediaType
    }
}
