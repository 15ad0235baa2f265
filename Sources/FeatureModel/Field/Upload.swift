/// A file on its way in pieces (tus 1.0.0). Instants are milliseconds since 1970.
public struct Upload: Hashable, Sendable {
    public var id: String
    public var layer: String
    public var feature: FeatureID
    /// The attachment's name.
    public var name: String
    /// What the client says the whole will hash to; nil where it does not know.
    public var sha256: String?
    public var length: Int64
    /// Bytes that are on disk.
    public var offset: Int64
    public var sender: Sender
    public var created: Int64
    public var expires: Int64
    /// `Upload-Metadata` as sent.
    public var metadata: String?

    public init(
        id: String, layer: String, feature: FeatureID, name: String, sha256: String?, length: Int64,
        offset: Int64 = 0, sender: Sender, created: Int64, expires: Int64, metadata: String? = nil
    ) {
        self.id = id
        self.layer = layer
        self.feature = feature
        self.name = name
        self.sha256 = sha256
        self.length = length
        self.offset = offset
        self.sender = sender
        self.created = created
        self.expires = expires
        self.metadata = metadata
    }
}
