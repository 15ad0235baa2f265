internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What holds for every file on its way to an observation.
enum AttachmentIntake {
    /// The name in the address.
    ///
    /// - Throws: `option.invalid`.
    static func name(_ text: String?) throws(Fault) -> String {
        if let name = AttachmentName.label(text ?? "") { return name }
        throw Fault(
            .optionInvalid,
            "A file's name is 1 to \(AttachmentName.longest) characters, without slashes and control characters.",
            at: Fault.Place(field: "name"))
    }

    /// Refuses early what is announced as too large, or is packed.
    ///
    /// - Throws: `attachment.too-large`, `http.body-type`, `http.malformed`.
    @discardableResult
    static func checkLength(_ call: Call, _ layer: LayerDefinition) throws(Fault) -> Int64? {
        if let coding = call.headers["content-encoding"], coding.lowercased() != "identity" {
            throw Fault(.httpBodyType, "Files are taken as they are, not packed.")
        }
        guard let text = call.headers["content-length"], let length = Int64(text) else { return nil }
        try checkSize(length, layer)
        return length
    }

    static func checkSize(_ length: Int64, _ layer: LayerDefinition) throws(Fault) {
        let limit = layer.attachments.maximumSize
        guard length > limit else { return }
        throw Fault(
            .attachmentTooLarge, "A file may have \(limit) bytes here; this one has \(length).",
            remedy: "Send a smaller picture, or a shorter recording.")
    }

    /// The observation's attachments, where the viewer may add to them: editors to every one, devices to what they
    /// sent. To a device the rest is not there.
    ///
    /// - Throws: `feature.missing`, `feature.deleted`.
    static func attachments(_ call: Call, _ layer: LayerDefinition) throws -> [Attachment] {
        let feature = try call.storedFeature()
        try checkOwner(call, feature.id, layer)
        return try call.field.store.attachments(of: feature.id, in: layer)
    }

    /// - Throws: `feature.missing` for what another device sent.
    static func checkOwner(_ call: Call, _ feature: FeatureID, _ layer: LayerDefinition) throws {
        guard let device = call.viewer.device else { return }
        let isOwn = try call.field.store.submissions(of: feature, in: layer).contains {
            $0.sender.device == device.id
        }
        guard isOwn else { throw Fault(.featureMissing, "There is no such feature in this layer.") }
    }

    /// - Throws: `attachment.quota` where one more file of that size is too much for the observation or the device.
    static func checkQuota(
        _ call: Call, _ layer: LayerDefinition, name: String, size: Int64, beside others: [Attachment]
    ) throws {
        if !others.contains(where: { $0.name == name }), others.count >= layer.attachments.maximumCount {
            throw Fault(
                .attachmentQuota, "An observation has at most \(layer.attachments.maximumCount) files here.")
        }
        guard let device = call.viewer.device else { return }
        let store = try call.field.store
        let used = try store.attachedBytes(by: device.id) + store.uploadingBytes(by: device.id)
        guard size <= device.quota - used else {
            throw Fault(
                .attachmentQuota, "This device may send \(device.quota) bytes of files in all.",
                remedy: "The office can give it more.")
        }
    }
}
