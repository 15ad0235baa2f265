internal import TabaqaEngine
internal import TabaqaFeatureModel

/// One file on its way into its slot. One thread at a time calls a sink.
final class AttachmentSink: BodySink, @unchecked Sendable {
    private let call: Call
    private let layer: LayerDefinition
    private let name: String
    private let digest: String?
    private let writer: AttachmentWriter

    /// - Throws: what can be known before the first byte: name, digest, size, observation, quota.
    init(_ call: Call) throws {
        let layer = try call.layer
        name = try AttachmentIntake.name(call.path["name"])
        digest = try ContentDigest.sha256(call.headers)
        let length = try AttachmentIntake.checkLength(call, layer)
        let present = try AttachmentIntake.attachments(call, layer)
        try AttachmentIntake.checkQuota(call, layer, name: name, size: length ?? 0, beside: present)
        writer = try call.field.files.begin(limit: layer.attachments.maximumSize)
        self.call = call
        self.layer = layer
    }

    func take(_ bytes: [UInt8]) throws { try writer.write(bytes) }

    func finish() throws -> Answer {
        let present = try AttachmentIntake.attachments(call, layer)
        try AttachmentIntake.checkQuota(call, layer, name: name, size: writer.size, beside: present)
        let content = try writer.finish()
        try ContentDigest.check(digest, content)
        let slot = present.first { $0.name == name }
        let attachments = try call.field.store.attach(
            name, content, property: slot?.property, to: call.featureID, in: layer, by: call.viewer.sender,
            at: call.now)
        let isNew = slot?.content != content
        return Answer(
            status: isNew ? 201 : 200, .json,
            .bytes(AttachmentDocument.json(call, attachments, layer, mayHave: true).bytes),
            tag: content.sha256,
            caching: .never, headers: isNew ? [("Location", call.base + call.target)] : [])
    }

    func abandon() { writer.discard() }
}
