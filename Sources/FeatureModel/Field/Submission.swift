/// What arrived from the field, before anything in it is believed: bytes, who, when, which instance, what else is to
/// come. Instants are milliseconds since 1970.
public struct Submission: Hashable, Sendable {
    /// What the body is.
    public enum Kind: String, Sendable, CaseIterable {
        /// An instance of the layer's XForm.
        case xform
        /// A GeoJSON feature.
        case feature
        /// Nothing: a photo whose tags were read.
        case photo
    }

    public var layer: String
    /// The sender's own name of it (`meta/instanceID` without `uuid:`, or the feature's id): equal names, one
    /// observation.
    public var instance: String
    /// The instance this one takes the place of (`meta/deprecatedID`).
    public var deprecated: String?
    public var kind: Kind
    public var formVersion: String?
    /// As received, byte by byte, kept for ever.
    public var body: [UInt8]
    /// SHA-256 in hexadecimal: of the body, or of its canonical form where a format has several spellings.
    public var hash: String
    public var sender: Sender
    /// What the client calls its device; restricted whatever the layer is.
    public var clientDevice: String?
    public var received: Int64
    /// Files the body names, in its order.
    public var expected: [Attachment]

    public init(
        layer: String, instance: String, deprecated: String? = nil, kind: Kind, formVersion: String? = nil,
        body: [UInt8], hash: String, sender: Sender, clientDevice: String? = nil, received: Int64,
        expected: [Attachment] = []
    ) {
        self.layer = layer
        self.instance = instance
        self.deprecated = deprecated
        self.kind = kind
        self.formVersion = formVersion
        self.body = body
        self.hash = hash
        self.sender = sender
        self.clientDevice = clientDevice
        self.received = received
        self.expected = expected
    }
}

/// What became of a submission.
public struct Receipt: Hashable, Sendable {
    public enum Outcome: String, Sendable {
        /// Stored now.
        case created
        /// Known already: the same again.
        case known
        /// Stored as a new version of its observation.
        case edited
        /// Kept, but its observation was changed by others meanwhile: a reviewer decides, nothing is overwritten.
        case conflicting
    }

    public var outcome: Outcome
    public var feature: FeatureID
    /// The layer's revision after it; unchanged where nothing was stored.
    public var revision: Int64
    public var state: ReviewState
    /// Every file of the observation, present or missing, in order of name.
    public var attachments: [Attachment]

    public init(
        outcome: Outcome, feature: FeatureID, revision: Int64, state: ReviewState, attachments: [Attachment]
    ) {
        self.outcome = outcome
        self.feature = feature
        self.revision = revision
        self.state = state
        self.attachments = attachments
    }

    public var expectedCount: Int { attachments.count { $0.isExpected } }
    public var presentCount: Int { attachments.count { $0.isExpected && $0.isPresent } }
    public var isComplete: Bool { presentCount == expectedCount }
}
