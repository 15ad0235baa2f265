internal import TabaqaExchange
public import TabaqaFeatureModel

extension FieldDesk {
    /// Takes one GeoJSON feature under `id`: new, or a new version of what stands there.
    ///
    /// The same body again, however it is spelt, is `.known` and changes nothing; so is one that says what stands
    /// there already.
    ///
    /// - Parameters:
    ///   - json: the body as received.
    ///   - expecting: the row's revision the sender saw; nil where it sent none.
    ///   - mayReplace: whether the sender may change what stands there.
    /// - Throws: `submission.malformed`, `submission.invalid` with every violation in `language`,
    ///   `submission.conflict` where another body stands there and the sender may not replace it, `feature.deleted`,
    ///   `feature.changed` (412), `feature.precondition-missing` (428), `form.closed`.
    public func put(
        json: [UInt8], id: FeatureID, into layer: LayerDefinition, expecting: Int64?, from sender: Sender,
        mayReplace: Bool, language: Language, at now: Int64
    ) throws -> Receipt {
        let body = try FeatureBody(json, of: layer, zone: engine.catalog.city.zone)
        let known = try store.receipt(of: id.text, in: layer)
        // With a tag it is meant as a change, be it back to what was sent first.
        if let known, expecting == nil,
            try submission(id.text, of: known.feature, in: layer)?.hash == body.hash
        {
            guard try !store.wasDeleted(id, in: layer) else { throw Self.deleted(id) }
            return try claimUploads(for: known, in: layer, from: sender, at: now)
        }
        if let stored = try store.feature(id, in: layer) {
            return try replace(
                stored, by: body, in: layer, expecting: expecting, from: sender, mayReplace: mayReplace,
                language: language, at: now)
        }
        guard try !store.wasDeleted(id, in: layer) else { throw Self.deleted(id) }
        guard expecting == nil else { throw Self.changed(id) }
        guard layer.form.isOpen || mayReplace else {
            throw Fault(.formClosed, "Layer “\(layer.id)” takes no more observations.")
        }
        return try checks.withCheck(of: layer, engine: engine) { check in
            let outcome = try check.judge(
                body.observation, id: id, own: [id], received: now, stance: .strict)
            guard let row = outcome.row else { throw invalid(outcome.violations, of: layer, in: language) }
            let submission = Submission(
                layer: layer.id, instance: id.text, kind: .feature, body: json, hash: body.hash,
                sender: sender, received: now, expected: body.observation.expected)
            return try store(
                submission, row: row, hasIssues: outcome.hasIssues, files: [], into: layer, at: now)
        }
    }

    private func replace(
        _ stored: Feature, by body: FeatureBody, in layer: LayerDefinition, expecting: Int64?,
        from sender: Sender, mayReplace: Bool, language: Language, at now: Int64
    ) throws -> Receipt {
        try checks.withCheck(of: layer, engine: engine) { check in
            let outcome = try check.judge(
                body.observation, id: stored.id, own: [stored.id], received: now, stance: .strict)
            let made = outcome.row?.features.feature(0, revision: stored.revision)
            if let made, made.geometry == stored.geometry, made.properties == stored.properties {
                // The sender's own edit once more, whose answer was lost on the way.
                return try receipt(.known, stored, in: layer)
            }
            guard mayReplace else {
                throw Fault(
                    .submissionConflict, "“\(stored.id)” is there with another content.",
                    remedy: "Send it under an id of its own.")
            }
            guard let expecting else {
                throw Fault(
                    .preconditionMissing, "“\(stored.id)” is there already.",
                    remedy: "To change it, read it and send its tag as If-Match.")
            }
            guard expecting == stored.revision else { throw Self.changed(stored.id) }
            guard var row = outcome.row else { throw invalid(outcome.violations, of: layer, in: language) }
            // Where it stands in review, it stays.
            row = row.flagged(stored.flags.intersection(.review))
            do {
                _ = try writing {
                    try store.replace(row, in: layer, expecting: expecting, by: sender.name)
                }
            } catch let fault as Fault where fault.code == .storeConflict {
                throw Self.changed(stored.id)
            }
            guard let stored = try store.feature(stored.id, in: layer) else { throw Self.changed(stored.id) }
            return try receipt(.edited, stored, in: layer)
        }
    }

    func receipt(
        _ outcome: Receipt.Outcome, _ feature: Feature, in layer: LayerDefinition
    ) throws -> Receipt {
        Receipt(
            outcome: outcome, feature: feature.id, revision: feature.revision,
            state: ReviewState(feature.flags),
            attachments: try store.attachments(of: feature.id, in: layer))
    }

    static func deleted(_ id: FeatureID) -> Fault {
        Fault(
            .featureDeleted, "“\(id)” was there and was deleted.",
            remedy: "Delete it on your side too, or send it under a new id.")
    }

    static func changed(_ id: FeatureID) -> Fault {
        Fault(
            .featureChanged, "“\(id)” was changed since you read it.",
            remedy: "Read it again, and send your change with its new tag.")
    }

    func invalid(_ violations: [Violation], of layer: LayerDefinition, in language: Language) -> Fault {
        Fault(.submissionInvalid, Self.words(violations, of: layer, in: language))
    }

    /// Every violation, once, in words.
    static func words(_ violations: [Violation], of layer: LayerDefinition, in language: Language) -> String {
        var seen: Set<Violation> = []
        let unique = violations.filter { seen.insert($0).inserted }
        return unique.map { $0.text(in: language, of: layer) }.joined(separator: " ")
    }
}
