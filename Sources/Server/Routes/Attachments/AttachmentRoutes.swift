internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Photos, sound and any other file of an observation.
public enum AttachmentRoutes {
    public static let all: [Route] = [list, put, get, delete]

    private static let base = "/collections/{collectionId}/items/{featureId}/attachments"
    private static let name = Parameter("name", in: .path, "The file's name, as its observation names it.")

    static let list = Route(
        .get, base, id: "getAttachments", tag: "Attachments",
        "The files of an observation: which it names, which arrived.", access: .layer(.features),
        parameters: [EditParameters.layer, EditParameters.feature], schema: AttachmentDocument.schema
    ) { call in
        let access = try AttachmentAccess(call)
        let document = AttachmentDocument.json(
            call, try access.attachments(call), access.layer, mayHave: access.mayHaveOriginals)
        return Answer(.json, .bytes(document.bytes), caching: .privately)
    }

    static let put = Route(
        taking: .put, base + "/{name}", id: "putAttachment", tag: "Attachments",
        "Sends a file of an observation. The same again is answered as the first time; other bytes under the same name "
            + "are refused. Content-Digest (RFC 9530, sha-256) is checked where it is sent.",
        access: .contribute, parameters: [EditParameters.layer, EditParameters.feature, name],
        schema: AttachmentDocument.schema, body: ("*/*", ["type": "string", "format": "binary"])
    ) { call in
        try AttachmentSink(call)
    }

    static let get = Route(
        .get, base + "/{name}", id: "getAttachment", tag: "Attachments",
        "A file of an observation. Originals are for editors of the department; others get pictures without the tags "
            + "of the camera. Parts are given by Range.",
        access: .layer(.features),
        parameters: [
            EditParameters.layer, EditParameters.feature, name,
            Parameter(
                "size", "original without it for those who may have it, else web.",
                schema: ["type": "string", "enum": ["thumbnail", "web", "original"]]),
        ], offers: [.ofContent]
    ) { call in
        let access = try AttachmentAccess(call)
        let name = AttachmentName.label(call.path["name"] ?? "")
        guard let attachment = try access.attachments(call).first(where: { $0.name == name }),
            let content = attachment.content
        else { throw missing }
        let size = try call.query.choice("size", Size.self) ?? (access.mayHaveOriginals ? .original : .web)
        guard size == .original else { return try small(call, attachment.name, content, size) }
        guard access.mayHaveOriginals else {
            throw Fault(
                .releaseRefused, "Originals are for editors of the department.", remedy: "Ask for size=web.")
        }
        guard let path = try call.field.files.path(of: content) else {
            throw Fault(.storeFailure, "The file of an attachment is not there.")
        }
        return try AttachmentAnswer.make(
            call, path: path, mediaType: content.mediaType, name: attachment.name, tag: content.sha256)
    }

    static let delete = Route(
        .delete, base + "/{name}", id: "deleteAttachment", tag: "Attachments",
        "Takes a file away; one the observation names counts as missing from then on.", access: .edit,
        parameters: [EditParameters.layer, EditParameters.feature, name], mayBeEmpty: true
    ) { call in
        let layer = try call.layer
        let name = AttachmentName.label(call.path["name"] ?? "")
        let present = try AttachmentIntake.attachments(call, layer)
        guard let name, present.contains(where: { $0.name == name && $0.isPresent }) else { throw missing }
        try call.field.store.detach(
            name, from: call.featureID, in: layer, by: call.viewer.sender, at: call.now)
        return Answer(status: 204, nil, .none, caching: .never)
    }

    enum Size: String, CaseIterable {
        case thumbnail, web, original
    }

    /// A picture made from the original; sound, films and other files have none.
    private static func small(_ call: Call, _ name: String, _ content: Blob, _ size: Size) throws -> Answer {
        guard content.mediaType.hasPrefix("image/"), let size = DerivativeSize(rawValue: size.rawValue) else {
            throw missing
        }
        let path: String
        do {
            path = try call.field.derivative(of: content, size: size)
        } catch let fault as Fault where fault.code == .attachmentType || fault.code == .fileUnsupported {
            // Nobody is told more of a file than that there is no picture of it.
            throw missing
        }
        let stem = name.split(separator: ".").dropLast().joined(separator: ".")
        return try AttachmentAnswer.make(
            call, path: path, mediaType: "image/jpeg",
            name: (stem.isEmpty ? name : stem) + "-\(size.side).jpg",
            tag: "\(content.sha256)-\(size.side)")
    }

    static let missing = Fault(.attachmentMissing, "There is no such file.")
}

extension MediaType {
    /// What the bytes themselves say.
    static let ofContent = MediaType("*/*", names: [], isText: false)
}
