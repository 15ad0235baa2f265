internal import TabaqaExchange
public import TabaqaFeatureModel

/// A file that came with a submission and is on disk, not yet in a slot.
public struct ReceivedFile: Sendable {
    /// As sent.
    public var name: String
    public var content: Blob

    public init(name: String, content: Blob) {
        self.name = name
        self.content = content
    }
}

extension FieldDesk {
    /// Takes an XForm instance with the files of this request.
    ///
    /// - Parameters:
    ///   - xml: the instance's bytes as received.
    ///   - covers: whether the sender may send to the layer.
    /// - Throws: `submission.malformed`, `form.unknown`, `form.closed`, `device.invalid` for a layer it does not
    ///   cover, `attachment.too-large`, `attachment.quota`, what `FieldStore.receive` throws.
    public func receive(
        xml: [UInt8], files: [ReceivedFile], covers: (LayerDefinition) -> Bool, from sender: Sender,
        clientDevice: String?, at now: Int64
    ) throws -> Receipt {
        let instance = try XFormInstance(xml)
        guard let layer = engine.catalog.layers.first(where: { $0.id == instance.formID }),
            layer.takesObservations
        else { throw Self.formUnknown(instance.formID, nil) }
        guard covers(layer) else {
            throw Fault(
                .deviceInvalid, "This device may not send to “\(layer.id)”.",
                remedy: "Ask the office to enrol it for that form.")
        }
        let hash = Self.sha256(xml)
        let kept = try admit(files, into: layer, from: sender, at: now)
        if let known = try known(instance.instanceID, hash, in: layer, bringing: kept, from: sender, at: now)
        {
            return known
        }
        try require(layer, version: instance.version)
        guard layer.form.isOpen else {
            throw Fault(
                .formClosed, "The form “\(layer.id)” takes no more observations.",
                remedy: "Keep what you filled in and ask the office.")
        }
        let id = FeatureID(instance.instanceID)
        return try checks.withCheck(of: layer, engine: engine) { check in
            let decoded = instance.decoded(for: layer, zone: check.zone)
            var own: Set = [id]
            if let old = instance.deprecatedID, let receipt = try store.receipt(of: old, in: layer) {
                own.insert(receipt.feature)
            }
            let outcome = try check.judge(decoded, id: id, own: own, received: now, stance: .lenient)
            guard let row = outcome.row else {
                throw Fault(.submissionInvalid, Self.words(outcome.violations, of: layer, in: .en))
            }
            let submission = Submission(
                layer: layer.id, instance: instance.instanceID, deprecated: instance.deprecatedID,
                kind: .xform, formVersion: instance.version, body: xml, hash: hash, sender: sender,
                clientDevice: (clientDevice ?? instance.clientDevice).map { String($0.prefix(255)) },
                received: now, expected: decoded.expected)
            return try store(
                submission, row: row, hasIssues: outcome.hasIssues, files: kept, into: layer, at: now)
        }
    }

    // MARK: parts

    /// Files within the layer's bounds and the device's quota; what a request has beyond the layer's count is
    /// left out, unless the observation may name it.
    func admit(
        _ files: [ReceivedFile], into layer: LayerDefinition, from sender: Sender, at now: Int64
    ) throws -> [(name: String, content: Blob)] {
        let policy = layer.attachments
        if let large = files.first(where: { $0.content.size > policy.maximumSize }) {
            throw Self.tooLarge(large.name, policy.maximumSize)
        }
        try quotas.take(files.reduce(0) { $0 + $1.content.size }, from: sender, of: store, at: now)
        return files.map { ($0.name, $0.content) }
    }

    static func tooLarge(_ name: String, _ limit: Int64) -> Fault {
        Fault(
            .attachmentTooLarge, "“\(name.prefix(100))” is larger than \(limit >> 20) MB.",
            remedy: "Send a smaller picture, or a shorter recording.")
    }

    static func formUnknown(_ id: String, _ version: String?) -> Fault {
        let version = version.map { " in version “\($0.prefix(40))”" } ?? ""
        return Fault(
            .formUnknown, "There is no form “\(id.prefix(100))”\(version).",
            remedy: "Fetch the list of forms again.")
    }

    /// The cheap answer to what was sent before: nothing is decoded or checked again.
    ///
    /// - Returns: nil where it was not, or where more must be said about it.
    private func known(
        _ instance: String, _ hash: String, in layer: LayerDefinition,
        bringing files: [(name: String, content: Blob)], from sender: Sender, at now: Int64
    ) throws -> Receipt? {
        try writing {
            try store.complete(instance, hash: hash, files: files, in: layer, by: sender, at: now)
        }
    }

    func submission(
        _ instance: String, of feature: FeatureID, in layer: LayerDefinition
    ) throws -> Submission? {
        try store.submissions(of: feature, in: layer).last { $0.instance == instance }
    }

    /// The form's version must be the current one or one that phones were given.
    private func require(_ layer: LayerDefinition, version: String?) throws {
        guard let version, !version.isEmpty, try store.form(of: layer, version: version) == nil else {
            return
        }
        guard try form(of: layer).version == version else { throw Self.formUnknown(layer.id, version) }
    }

    /// Stores a submission with its files and those that waited for it.
    func store(
        _ submission: Submission, row: ValidatedBatch, hasIssues: Bool,
        files: [(name: String, content: Blob)], into layer: LayerDefinition, at now: Int64
    ) throws -> Receipt {
        let receipt = try writing {
            try store.receive(submission, row: row, hasIssues: hasIssues, files: files, into: layer)
        }
        return try claimUploads(for: receipt, in: layer, from: submission.sender, at: now)
    }
}
