/// A position in a layer's change feed.
public struct ChangeCursor: Hashable, Sendable {
    public var revision: Int64
    public var id: FeatureID

    public init(revision: Int64, id: FeatureID) {
        self.revision = revision
        self.id = id
    }
}

/// Part of a layer's change feed.
public struct ChangePage: Sendable, Equatable {
    public struct Change: Hashable, Sendable {
        public var id: FeatureID
        public var revision: Int64
        public var isDeletion: Bool

        public init(id: FeatureID, revision: Int64, isDeletion: Bool) {
            self.id = id
            self.revision = revision
            self.isDeletion = isDeletion
        }
    }

    /// The layer's current revision; 0 for a layer never written.
    public var revision: Int64
    public var changes: [Change]

    public init(revision: Int64, changes: [Change]) {
        self.revision = revision
        self.changes = changes
    }
}
