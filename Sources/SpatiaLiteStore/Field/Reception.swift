internal import TabaqaFeatureModel

/// Takes in one submission inside a write transaction: the state table of the OpenRosa study.
struct Reception {
    let rows: RowEdits
    let submissions: SubmissionTable
    let observations: ObservationTable
    let attachments: AttachmentTable

    init(_ store: SpatiaLiteStore, _ layer: LayerDefinition, _ connection: SQLConnection) throws {
        rows = try RowEdits(store, layer, connection)
        submissions = SubmissionTable(connection: connection, layer: layer.id)
        observations = ObservationTable(connection: connection, layer: layer.id)
        attachments = AttachmentTable(connection: connection, layer: layer.id)
    }

    private var layer: String { rows.table.layer }

    func receive(
        _ submission: Submission, _ batch: FeatureBatch, _ id: FeatureID, hasIssues: Bool,
        _ files: [(name: String, content: Blob)]
    ) throws -> Receipt {
        if let known = try submissions.known(submission.instance) {
            guard known.hash == submission.hash else {
                throw Fault(
                    .submissionConflict,
                    "The submission “\(submission.instance)” is known with another content.",
                    remedy: "Send a correction as an edit, with an instance ID of its own.")
            }
            return try complete(
                known, submission.instance, files, by: submission.sender, at: submission.received)
        }
        if let deprecated = submission.deprecated {
            return try edit(deprecated, submission, batch, hasIssues: hasIssues, files)
        }
        return try create(submission, batch, id, hasIssues: hasIssues, files)
    }

    /// The receipt of a known submission.
    func receipt(of instance: String) throws -> Receipt? {
        guard let known = try submissions.known(instance) else { return nil }
        let record = try present(known.feature)
        return try receipt(.known, instance, record, rows.revision)
    }

    // MARK: the rows of the table

    private func create(
        _ submission: Submission, _ batch: FeatureBatch, _ id: FeatureID, hasIssues: Bool,
        _ files: [(name: String, content: Blob)]
    ) throws -> Receipt {
        guard try rows.place(of: id) == nil else {
            throw Fault(
                .storeConflict, "Layer “\(layer)” holds another feature of the id “\(id)”.",
                remedy: "Send a correction of that feature, or use a new id.")
        }
        guard try !rows.wasDeleted(id) else { throw gone(id) }
        let state: ReviewState = hasIssues ? .hasIssues : .received
        try rows.write { try rows.insert(batch.marked(state)) }
        try submissions.add(submission, to: id, making: rows.next)
        let record = ObservationTable.Record(
            feature: id, state: state, sender: submission.sender, received: submission.received,
            updated: submission.received, revision: rows.next)
        try observations.put(record)
        try attachments.expect(submission.expected, of: id, by: submission.instance)
        try put(files, of: id, submission.origin, isCurrent: true)
        try rows.record("insert", id, by: submission.sender.name, at: submission.received, state: state)
        return try receipt(.created, submission.instance, record, rows.next)
    }

    /// The same again: what is new are files at most.
    private func complete(
        _ known: SubmissionTable.Known, _ instance: String, _ files: [(name: String, content: Blob)],
        by sender: Sender, at now: Int64
    ) throws -> Receipt {
        let record = try present(known.feature)
        let isCurrent = known.supersededBy == nil && known.revision != nil
        let origin = AttachmentTable.Origin(instance: instance, device: sender.device, received: now)
        for name in try put(files, of: known.feature, origin, isCurrent: isCurrent) {
            try rows.record("attach", known.feature, by: sender.name, at: now, detail: name, hasRow: false)
        }
        return try receipt(.known, instance, record, rows.revision)
    }

    /// As `receive` of what was sent before; nil where it was not, or differed.
    func complete(
        _ instance: String, hash: String, _ files: [(name: String, content: Blob)], by sender: Sender,
        at now: Int64
    ) throws -> Receipt? {
        guard let known = try submissions.known(instance), known.hash == hash else { return nil }
        return try complete(known, instance, files, by: sender, at: now)
    }

    private func edit(
        _ deprecated: String, _ submission: Submission, _ batch: FeatureBatch, hasIssues: Bool,
        _ files: [(name: String, content: Blob)]
    ) throws -> Receipt {
        guard let base = try submissions.known(deprecated) else {
            throw Fault(
                .submissionPredecessor, "The submission “\(deprecated)”, which this one edits, is not known.",
                remedy: "Send that one first.")
        }
        if let successor = base.supersededBy {
            throw Fault(
                .submissionSuperseded,
                "The submission “\(deprecated)” was edited already, by “\(successor)”.",
                remedy: "Make the change in the newest version.")
        }
        let id = base.feature
        var record = try present(id)
        let place = try rows.require(id, expecting: nil)
        try submissions.supersede(deprecated, by: submission.instance)
        try attachments.expectLater(submission.expected, of: id, by: submission.instance)
        let batch = batch.renamed(id)
        let isChanged = place.revision != record.revision || record.waiting != nil
        if isChanged {
            try wait(batch.flagged(hasIssues), submission)
            try submissions.add(submission, to: id, making: nil)
            record.waiting = submission.instance
            record.updated = submission.received
            try observations.put(record)
            try put(files, of: id, submission.origin, isCurrent: false)
            try rows.record(
                "conflict", id, by: submission.sender.name, at: submission.received,
                detail: submission.instance, hasRow: false)
            return try receipt(.conflicting, submission.instance, record, rows.revision)
        }
        record.state = state(after: submission, hasIssues: hasIssues, from: record.state)
        record.updated = submission.received
        try replace(place, with: batch, &record, by: submission.sender.name, at: submission.received)
        try submissions.add(submission, to: id, making: rows.next)
        try attachments.enliven(submission.instance, of: id)
        try put(files, of: id, submission.origin, isCurrent: true)
        return try receipt(.edited, submission.instance, record, rows.next)
    }

    /// An edit from the field is to be looked at again; one by the office through the API needs no second look.
    private func state(after submission: Submission, hasIssues: Bool, from state: ReviewState) -> ReviewState
    {
        if hasIssues { return .hasIssues }
        return submission.sender.device == nil && submission.kind != .xform ? state : .edited
    }

    // MARK: parts

    /// Writes the row of an observation, with its state and history.
    func replace(
        _ place: RowEdits.Place, with batch: FeatureBatch, _ record: inout ObservationTable.Record,
        by actor: String, at now: Int64, reason: String? = nil
    ) throws {
        try rows.remember(place.fid, by: actor, "replace")
        try rows.write {
            try rows.replace(place.fid, with: batch.marked(record.state), review: true)
        }
        record.revision = rows.next
        try observations.put(record)
        try rows.record("replace", record.feature, by: actor, at: now, state: record.state, reason: reason)
    }

    /// Keeps the row of an edit until a reviewer decides.
    private func wait(_ batch: FeatureBatch, _ submission: Submission) throws {
        let writer = RowWriter(rows.layer, rows.table)
        try rows.connection.statement(rows.table.wait) { statement in
            try statement.bind(1, .text(submission.instance))
            try statement.bind(4, .integer(rows.revision))
            try writer.aim(at: batch) {
                try writer.bind(0, to: statement.handle)
                try statement.run()
            }
        }
    }

    /// The observation behind a known submission.
    ///
    /// - Throws: `feature.deleted` when it is no more: what was deleted does not come back by being sent again.
    private func present(_ id: FeatureID) throws -> ObservationTable.Record {
        guard let record = try observations.record(of: id), try rows.place(of: id) != nil else {
            throw gone(id)
        }
        return record
    }

    private func gone(_ id: FeatureID) -> Fault {
        Fault(
            .featureDeleted, "The observation “\(id)” of layer “\(layer)” was deleted.",
            remedy: "Do not send it again.")
    }

    /// - Returns: the names of the files that were new.
    @discardableResult
    private func put(
        _ files: [(name: String, content: Blob)], of id: FeatureID, _ origin: AttachmentTable.Origin,
        isCurrent: Bool
    ) throws -> [String] {
        try files.filter {
            try attachments.put($0.name, $0.content, of: id, isCurrent: isCurrent, origin)
        }.map(\.name)
    }

    private func receipt(
        _ outcome: Receipt.Outcome, _ instance: String, _ record: ObservationTable.Record, _ revision: Int64
    ) throws -> Receipt {
        // Who sent an edit that waits asks what came of that edit's files.
        let files =
            record.waiting == instance
            ? try attachments.attachments(by: instance, of: record.feature)
            : try attachments.live(of: record.feature)
        return Receipt(
            outcome: outcome, feature: record.feature, revision: revision, state: record.state,
            attachments: files)
    }
}

extension Submission {
    /// Where its files come from.
    fileprivate var origin: AttachmentTable.Origin {
        AttachmentTable.Origin(instance: instance, device: sender.device, received: received)
    }
}

extension FeatureBatch {
    /// The row with the flag of a state of review.
    func marked(_ state: ReviewState) -> FeatureBatch {
        var batch = self
        batch.flags = flags.map { $0.quality.union(state.flag) }
        return batch
    }

    /// The row with the flag of an issue, or none.
    func flagged(_ hasIssues: Bool) -> FeatureBatch { marked(hasIssues ? .hasIssues : .approved) }

    /// The one row under another id.
    func renamed(_ id: FeatureID) -> FeatureBatch {
        var batch = self
        batch.ids = TextColumn([id.text])
        return batch
    }
}
