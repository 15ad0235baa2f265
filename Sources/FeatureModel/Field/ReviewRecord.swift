/// An observation in the review queue. Instants are milliseconds since 1970.
public struct ReviewRecord: Hashable, Sendable {
    public var layer: String
    public var feature: FeatureID
    public var state: ReviewState
    /// Why, in the reviewer's words.
    public var reason: String?
    /// Who is to look at it.
    public var assignee: String?
    public var sender: Sender
    public var received: Int64
    public var updated: Int64
    /// Present and expected files.
    public var presentCount: Int
    public var expectedCount: Int
    /// An edit that waits because its observation was changed by others meanwhile: its instance ID.
    public var conflict: String?

    public init(
        layer: String, feature: FeatureID, state: ReviewState, reason: String? = nil,
        assignee: String? = nil, sender: Sender, received: Int64, updated: Int64, presentCount: Int = 0,
        expectedCount: Int = 0, conflict: String? = nil
    ) {
        self.layer = layer
        self.feature = feature
        self.state = state
        self.reason = reason
        self.assignee = assignee
        self.sender = sender
        self.received = received
        self.updated = updated
        self.presentCount = presentCount
        self.expectedCount = expectedCount
        self.conflict = conflict
    }
}

/// One step in an observation's life, newest last.
public struct HistoryEntry: Hashable, Sendable {
    /// `insert`, `replace`, `delete`, `import`, `review`, `assign`, `attach`.
    public var action: String
    public var at: Int64
    public var actor: String
    /// The layer's revision it made; nil where no row changed.
    public var revision: Int64?
    public var state: ReviewState?
    public var reason: String?
    /// The row as it was before, for `replace` and `delete`.
    public var before: Feature?

    public init(
        action: String, at: Int64, actor: String, revision: Int64? = nil, state: ReviewState? = nil,
        reason: String? = nil, before: Feature? = nil
    ) {
        self.action = action
        self.at = at
        self.actor = actor
        self.revision = revision
        self.state = state
        self.reason = reason
        self.before = before
    }
}

/// Which observations of a layer a reviewer asks for.
public struct ReviewQuery: Sendable {
    /// Empty: every state.
    public var states: Set<ReviewState>
    public var assignee: String?
    /// Only what this device sent.
    public var device: String?
    /// Only those with files missing.
    public var isIncomplete: Bool
    /// Continues after this one, in order of (received, id), newest first.
    public var after: (received: Int64, id: FeatureID)?
    public var limit: Int

    public init(
        states: Set<ReviewState> = [], assignee: String? = nil, device: String? = nil,
        isIncomplete: Bool = false, after: (received: Int64, id: FeatureID)? = nil, limit: Int = 100
    ) {
        self.states = states
        self.assignee = assignee
        self.device = device
        self.isIncomplete = isIncomplete
        self.after = after
        self.limit = limit
    }
}

/// What the field owes a layer.
public struct FieldTally: Hashable, Sendable {
    /// Observations by state.
    public var states: [ReviewState: Int]
    public var expectedFiles: Int
    public var presentFiles: Int
    /// Observations with a file missing.
    public var incomplete: Int
    /// Of those, the ones received before the time asked about.
    public var late: Int
    /// Edits that wait for a decision.
    public var conflicts: Int
    /// Observations received on each of the last days, oldest first.
    public var perDay: [Int]

    public init(
        states: [ReviewState: Int] = [:], expectedFiles: Int = 0, presentFiles: Int = 0, incomplete: Int = 0,
        late: Int = 0, conflicts: Int = 0, perDay: [Int] = []
    ) {
        self.states = states
        self.expectedFiles = expectedFiles
        self.presentFiles = presentFiles
        self.incomplete = incomplete
        self.late = late
        self.conflicts = conflicts
        self.perDay = perDay
    }
}
