/// A phone or program that may send observations and nothing else. Instants are milliseconds since 1970.
public struct Device: Hashable, Sendable {
    public var id: String
    /// Of its holder's desk or round; stands in audits and logs.
    public var name: String
    /// Ids of the layers it may send to; nil: every layer with a form.
    public var layers: Set<String>?
    public var created: Int64
    public var expires: Int64
    public var revoked: Int64?
    public var lastUsed: Int64?
    /// Bytes of attachments it may send in all.
    public var quota: Int64
    /// Whether it holds its token; before that it has a code to enrol with.
    public var isEnrolled: Bool

    public init(
        id: String, name: String, layers: Set<String>?, created: Int64, expires: Int64,
        revoked: Int64? = nil, lastUsed: Int64? = nil, quota: Int64 = 20 << 30, isEnrolled: Bool = false
    ) {
        self.id = id
        self.name = name
        self.layers = layers
        self.created = created
        self.expires = expires
        self.revoked = revoked
        self.lastUsed = lastUsed
        self.quota = quota
        self.isEnrolled = isEnrolled
    }

    public func isValid(at now: Int64) -> Bool { revoked == nil && now < expires }

    /// Whether it may send to the layer: never to a secret one.
    public func covers(_ layer: LayerDefinition) -> Bool {
        layer.takesObservations && (layers?.contains(layer.id) ?? true)
    }

    public var sender: Sender { Sender(name: name, device: id) }
}
