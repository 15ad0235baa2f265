public import TabaqaFeatureModel

extension FaultCode {
    /// Somebody changed what the reviewer decides about.
    public static let reviewConflict = FaultCode("review.conflict", .conflict)
    /// Not approved without saying why.
    public static let reviewReason = FaultCode("review.reason", .invalid)
}

extension FieldDesk {
    /// Most observations of one page, and of one decision.
    public static let mostReviews = 500

    /// A page of the review queue, newest first, with whatever of each row the audience may see.
    ///
    /// - Parameters:
    ///   - query: `limit` 1…500; `after` is overridden by `cursor`.
    ///   - flags: only rows with one of these findings; empty: all.
    ///   - cursor: `next` of the page before.
    /// - Throws: `release.refused` where the layer's rows are above the audience, `option.invalid`.
    public func reviews(
        _ query: ReviewQuery, flags: FeatureFlags = [], cursor: String? = nil, in layer: LayerDefinition,
        audience: Audience
    ) throws -> ReviewPage {
        guard (1...Self.mostReviews).contains(query.limit) else {
            throw Fault(
                .optionInvalid, "A page has 1 to \(Self.mostReviews) observations.",
                at: Fault.Place(field: "limit"))
        }
        let rows = try ReviewRows(layer, audience, engine.catalog)
        var query = query
        if let cursor { query.after = try ReviewPage.position(cursor) }
        let wanted = query.limit
        var page = ReviewPage()
        // Findings are no part of the store's index; a page looks through so many rows and says where it stopped.
        var looked = 0
        while page.items.count < wanted, looked < 5_000 {
            query.limit = flags.isEmpty ? wanted - page.items.count : 200
            let records = try store.reviews(query, in: layer)
            looked += records.count
            let isLast = records.count < query.limit
            let files = try store.attachments(of: records.map(\.feature), in: layer)
            for (index, record) in records.enumerated() {
                query.after = (record.received, record.feature)
                guard let feature = try store.feature(record.feature, in: layer) else { continue }
                guard flags.isEmpty || !feature.flags.isDisjoint(with: flags) else { continue }
                page.items.append(
                    try rows.item(record, feature, files[record.feature.text] ?? []))
                guard page.items.count < wanted else {
                    if !isLast || index < records.count - 1 { page.next = query.after.map(ReviewPage.cursor) }
                    return page
                }
            }
            if isLast { return page }
        }
        page.next = query.after.map(ReviewPage.cursor)
        return page
    }

    /// Decides about observations, all of them or none.
    ///
    /// - Parameters:
    ///   - features: with the row's revision the reviewer saw, where she saw one.
    ///   - state: nil: it stays.
    ///   - assignee: nil: stays; `.some(nil)`: nobody.
    /// - Returns: the observations as they are now.
    /// - Throws: `review.reason` for a rejection or an issue without one; `ReviewCollision` where somebody was faster:
    ///   nothing is changed then; `feature.missing`, `option.invalid`, `release.refused`.
    @discardableResult
    public func review(
        _ features: [(id: FeatureID, expecting: Int64?)], in layer: LayerDefinition, audience: Audience,
        to state: ReviewState?, reason: String?, assignee: String??, by actor: String, at now: Int64
    ) throws -> [Feature] {
        _ = try ReviewRows(layer, audience, engine.catalog)
        let reason = try ReviewWords.checked(reason, "reason", most: 2_000)
        guard !features.isEmpty, features.count <= Self.mostReviews,
            Set(features.map(\.id)).count == features.count
        else {
            throw Fault(
                .optionInvalid, "Name 1 to \(Self.mostReviews) features, each once.",
                at: Fault.Place(field: "features"))
        }
        guard state != nil || assignee != nil else {
            throw Fault(
                .optionInvalid, "Say what to do: a state, an assignee, or both.",
                at: Fault.Place(field: "state"))
        }
        if state == .rejected || state == .hasIssues, reason == nil {
            throw Fault(
                .reviewReason, "An observation is not sent back without a reason.",
                at: Fault.Place(field: "reason"), remedy: "The worker reads it: say what is wrong.")
        }
        let name = try assignee.map { try ReviewWords.checked($0, "assignee", most: 200) }
        try requireUnchanged(features, in: layer)
        if let state {
            do {
                try store.review(features, in: layer, to: state, reason: reason, by: actor, at: now)
            } catch let fault as Fault where fault.code == .storeConflict {
                // Between the look above and the store's own.
                try requireUnchanged(features, in: layer)
                throw ReviewCollision(features: features.map(\.id))
            }
        }
        if let name {
            try store.assign(features.map(\.id), in: layer, to: name, by: actor, at: now)
        }
        return try features.compactMap { try store.feature($0.id, in: layer) }
    }

    private func requireUnchanged(
        _ features: [(id: FeatureID, expecting: Int64?)], in layer: LayerDefinition
    ) throws {
        var changed: [FeatureID] = []
        for (id, expecting) in features {
            guard let feature = try store.feature(id, in: layer) else {
                guard expecting != nil else { throw Fault(.featureMissing, "There is no feature “\(id)”.") }
                changed.append(id)
                continue
            }
            if let expecting, feature.revision != expecting { changed.append(id) }
        }
        if !changed.isEmpty { throw ReviewCollision(features: changed) }
    }

    /// Every step of an observation's life, oldest first, with what it changed.
    ///
    /// - Throws: `feature.missing` for one that never was, `release.refused`.
    public func history(
        of id: FeatureID, in layer: LayerDefinition, audience: Audience
    ) throws -> [HistoryStep] {
        let rows = try ReviewRows(layer, audience, engine.catalog)
        let entries = try store.history(of: id, in: layer)
        let current = try store.feature(id, in: layer)
        guard !entries.isEmpty || current != nil else {
            throw Fault(.featureMissing, "There is no such feature in this layer.")
        }
        return try entries.enumerated().map { index, entry in
            var step = HistoryStep(entry)
            guard let before = entry.before, entry.action != "delete" else { return step }
            // What a step made is what the next one found.
            guard let after = entries[(index + 1)...].lazy.compactMap(\.before).first ?? current else {
                return step
            }
            step.difference = try rows.difference(before, after)
            return step
        }
    }

    /// The row as it is beside the row a waiting edit would make.
    ///
    /// - Throws: `feature.missing` where no edit waits, `release.refused`.
    public func conflict(
        of id: FeatureID, in layer: LayerDefinition, audience: Audience
    ) throws -> ReviewConflict {
        let rows = try ReviewRows(layer, audience, engine.catalog)
        guard let stored = try store.feature(id, in: layer),
            let waiting = try store.conflict(of: id, in: layer)
        else { throw Fault(.featureMissing, "No edit of this feature waits for a decision.") }
        return ReviewConflict(
            stored: try rows.released(stored), waiting: try rows.released(waiting),
            revision: stored.revision, difference: try rows.difference(stored, waiting),
            submission: try store.submissions(of: id, in: layer).last.map {
                ($0.instance, $0.sender, $0.received)
            })
    }
}

/// What people wrote, in bounds.
private enum ReviewWords {
    static func checked(_ text: String?, _ field: String, most: Int) throws(Fault) -> String? {
        guard let text else { return nil }
        let isBlank = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        guard !isBlank else { return nil }
        guard text.utf8.count <= most, !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" })
        else {
            throw Fault(
                .optionInvalid, "“\(field)” is at most \(most) bytes of plain text.",
                at: Fault.Place(field: field))
        }
        return text
    }
}
