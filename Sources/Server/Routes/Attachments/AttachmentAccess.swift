internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Which files of a layer's observations a viewer may know of, and in which form.
struct AttachmentAccess {
    let layer: LayerDefinition
    let audience: Audience
    /// Whether originals are given out: they hold what their device wrote into them, such as the place of a private
    /// home. Only to editors and stewards of the department.
    let mayHaveOriginals: Bool

    init(_ call: Call) throws {
        layer = try call.layer
        audience = call.audience(of: layer)
        mayHaveOriginals = call.viewer.mayEdit(layer)
    }

    /// A file goes where the property may go whose value it is. One that is no property's, such as a client's audit
    /// log, is restricted whatever the layer is.
    func mayKnow(_ attachment: Attachment) -> Bool {
        guard let name = attachment.property else {
            return mayHaveOriginals && (audience == .exact || attachment.name != "audit.csv")
        }
        return layer.property(name).map { ReleaseGate.mayRead($0, of: layer, audience) } ?? false
    }

    /// The observation in the address, where the viewer may see it.
    ///
    /// - Throws: `feature.missing`; for editors `feature.deleted`, too.
    func feature(_ call: Call) throws -> FeatureID {
        if mayHaveOriginals { return try call.storedFeature().id }
        let page = try call.engine.item(
            call.featureID, of: layer.id, audience: audience, crs: .wgs84, properties: [], skipsGeometry: true
        )
        guard let flags = page?.features.value.flags.first,
            flags.isDisjoint(with: layer.review.hidden(from: audience))
        else { throw Fault(.featureMissing, "There is no such feature in this layer.") }
        return call.featureID
    }

    /// The attachments the viewer may know of.
    func attachments(_ call: Call) throws -> [Attachment] {
        try call.field.store.attachments(of: feature(call), in: layer).filter(mayKnow)
    }
}
