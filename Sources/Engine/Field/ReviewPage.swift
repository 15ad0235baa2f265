public import TabaqaFeatureModel

/// Part of a layer's review queue, newest first.
public struct ReviewPage: Sendable {
    public var items: [ReviewItem] = []
    /// Where the next page begins; nil at the end.
    public var next: String?

    static func cursor(_ position: (received: Int64, id: FeatureID)) -> String {
        Base64URL.text(Array("\(position.received) \(position.id.text)".utf8))
    }

    /// - Throws: `option.invalid` for what is no cursor.
    static func position(_ cursor: String) throws(Fault) -> (received: Int64, id: FeatureID) {
        let text = Base64URL.bytes(cursor).flatMap { String(validating: $0, as: UTF8.self) }
        let parts = text?.split(separator: " ", maxSplits: 1) ?? []
        guard parts.count == 2, let received = Int64(parts[0]) else {
            throw Fault(
                .optionInvalid, "Parameter “cursor” is not one of this service.",
                at: Fault.Place(field: "cursor"), remedy: "Follow the links called next.")
        }
        return (received, FeatureID(String(parts[1])))
    }
}

/// An observation under review, with its row and its files.
public struct ReviewItem: Sendable {
    public var record: ReviewRecord
    /// One row, in longitude and latitude.
    public var row: Released<FeatureBatch>
    /// The row's revision: what a decision about it refers to.
    public var revision: Int64
    public var flags: FeatureFlags
    /// Those the audience may know of.
    public var attachments: [Attachment]
}

/// One step in an observation's life.
public struct HistoryStep: Sendable {
    public var action: String
    /// Milliseconds since 1970.
    public var at: Int64
    public var actor: String
    public var revision: Int64?
    public var state: ReviewState?
    public var reason: String?
    /// Nil for steps that replaced no row.
    public var difference: RowDifference?

    init(_ entry: HistoryEntry) {
        action = entry.action
        at = entry.at
        actor = entry.actor
        revision = entry.revision
        state = entry.state
        reason = entry.reason
    }
}

/// What differs between two rows of one feature, as far as the audience may see.
public struct RowDifference: Sendable {
    public struct Change: Sendable, Equatable {
        public var property: String
        public var before: PropertyValue
        public var after: PropertyValue
    }

    public enum Place: Sendable, Equatable {
        case same
        /// In metres, between the places or the middles of the shapes; 0 where only the shape differs.
        case moved(Double)
        /// There was none before.
        case added
        case removed
    }

    public var changes: [Change]
    public var place: Place

    public var isEmpty: Bool { changes.isEmpty && place == .same }
}

/// An edit that waits because its observation was changed by others meanwhile.
public struct ReviewConflict: Sendable {
    /// The row as it is, in longitude and latitude.
    public var stored: Released<FeatureBatch>
    /// The row as the edit would make it.
    public var waiting: Released<FeatureBatch>
    /// Of the stored row.
    public var revision: Int64
    public var difference: RowDifference
    /// The edit: its instance, who sent it and when, in milliseconds since 1970.
    public var submission: (instance: String, sender: Sender, received: Int64)?
}

/// Several people decided at once; the others were faster. Nothing was changed.
public struct ReviewCollision: Error, Sendable {
    /// The observations that are no longer as the reviewer saw them.
    public var features: [FeatureID]
}
