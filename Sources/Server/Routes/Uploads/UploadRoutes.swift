internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Files in pieces, for bad networks (tus 1.0.0).
public enum UploadRoutes {
    public static let all: [Route] = [create, createOptions, options, optionsOfOne, head, patch, delete]

    static let pieceType = "application/offset+octet-stream"
    private static let base = "/collections/{collectionId}/items/{featureId}/attachments"
    private static let one = Parameter("uploadId", in: .path, "An upload's id, as its Location names it.")
    private static let piece: JSON = ["type": "string", "format": "binary"]

    static let create = Route(
        taking: .post, base, id: "createUpload", tag: "Uploads",
        "Begins a file in pieces: Upload-Length, and Upload-Metadata with filename and, if known, sha256. The answer's "
            + "Location takes the pieces. A body of type \(pieceType) is the first piece. The observation need not be "
            + "there yet.",
        access: .contribute, parameters: [EditParameters.layer, EditParameters.feature], mayBeEmpty: true,
        manner: .resumable
    ) { call in
        let layer = try call.layer
        let upload = try begin(call, layer)
        let isPiece = try hasPiece(call)
        let answer: @Sendable (Int64) -> Answer = { offset in
            var headers = state(upload, offset)
            headers.append(("Location", "\(call.base)/uploads/\(PathText.encoded(upload.id))"))
            return Answer(status: 201, nil, .none, caching: .never, headers: headers)
        }
        // A file of no bytes is whole already.
        guard isPiece, upload.length > 0 else { return NoSink(answer(0)) }
        return try UploadSink(call, upload, at: 0, answer: answer)
    }

    private static func begin(_ call: Call, _ layer: LayerDefinition) throws -> Upload {
        guard call.headers["upload-defer-length"] == nil, call.headers["upload-concat"] == nil else {
            throw Fault(.httpMalformed, "The length must be said at the beginning, and files are not joined.")
        }
        guard let length = number(call.headers["upload-length"]) else {
            throw Fault(
                .httpMalformed, "Upload-Length must be the file's size in bytes.",
                at: Fault.Place(field: "Upload-Length"))
        }
        try AttachmentIntake.checkSize(length, layer)
        let metadata = try UploadMetadata(call.headers["upload-metadata"] ?? "")
        let feature: FeatureID
        if let stored = try call.field.store.feature(call.featureID, in: layer) {
            feature = stored.id
            try AttachmentIntake.checkOwner(call, feature, layer)
            let present = try call.field.store.attachments(of: feature, in: layer)
            try AttachmentIntake.checkQuota(
                call, layer, name: metadata.name(), size: length, beside: present)
        } else {
            feature = try call.newFeatureID()
        }
        return try call.field.beginUpload(
            name: metadata.name(), sha256: metadata.sha256(), length: length, feature: feature, in: layer,
            metadata: metadata.text.isEmpty ? nil : metadata.text, from: call.viewer.sender, at: call.now)
    }

    static let createOptions = Route(
        .options, base, id: "getUploadAbilitiesOfLayer", tag: "Uploads", "What this server speaks of tus.",
        access: .contribute, parameters: [EditParameters.layer, EditParameters.feature], mayBeEmpty: true,
        manner: .resumable
    ) { call in abilities(call, try call.layer.attachments.maximumSize) }

    static let options = Route(
        .options, "/uploads", id: "getUploadAbilities", tag: "Uploads", "What this server speaks of tus.",
        access: .open, mayBeEmpty: true, manner: .resumable
    ) { call in abilities(call, largest(call)) }

    static let optionsOfOne = Route(
        .options, "/uploads/{uploadId}", id: "getUploadAbilitiesOfUpload", tag: "Uploads",
        "What this server speaks of tus.", access: .open, parameters: [one], mayBeEmpty: true,
        manner: .resumable
    ) { call in abilities(call, largest(call)) }

    static let head = Route(
        .head, "/uploads/{uploadId}", id: "getUpload", tag: "Uploads", "How many bytes of a file are here.",
        access: .sender, parameters: [one], mayBeEmpty: true, manner: .resumable
    ) { call in
        let upload = try own(call)
        var headers = state(upload, upload.offset)
        headers.append(("Upload-Length", String(upload.length)))
        if let metadata = upload.metadata { headers.append(("Upload-Metadata", metadata)) }
        // A body of no bytes, so that its length is said.
        return Answer(nil, .bytes([]), caching: .never, headers: headers)
    }

    static let patch = Route(
        taking: .patch, "/uploads/{uploadId}", id: "patchUpload", tag: "Uploads",
        "Sends the piece of a file that begins at Upload-Offset: 409 where another is wanted, 423 while another is "
            + "being written, 460 where it is not what Upload-Checksum says. The last one puts the file in its slot.",
        access: .sender, parameters: [one], body: (pieceType, piece), mayBeEmpty: true, manner: .resumable
    ) { call in
        guard try hasPiece(call) else {
            throw Fault(.httpBodyType, "A piece of a file is \(pieceType).")
        }
        guard let offset = number(call.headers["upload-offset"]) else {
            throw Fault(
                .httpMalformed, "Upload-Offset must say where the piece begins.",
                at: Fault.Place(field: "Upload-Offset"))
        }
        let upload = try own(call)
        return try UploadSink(call, upload, at: offset) { offset in
            Answer(status: 204, nil, .none, caching: .never, headers: state(upload, offset))
        }
    }

    static let delete = Route(
        .delete, "/uploads/{uploadId}", id: "deleteUpload", tag: "Uploads", "Gives a file up.",
        access: .sender,
        parameters: [one], mayBeEmpty: true, manner: .resumable
    ) { call in
        let upload = try own(call)
        try call.field.endUpload(upload.id, of: call.viewer.sender)
        return Answer(status: 204, nil, .none, caching: .never)
    }

    // MARK: words of the protocol

    /// The upload in the address, for who began it and may still send to its layer.
    ///
    /// - Throws: `upload.missing`.
    private static func own(_ call: Call) throws -> Upload {
        let upload = try call.field.upload(call.path["uploadId"] ?? "", of: call.viewer.sender, at: call.now)
        guard let layer = try? call.engine.catalog.layer(upload.layer), call.viewer.mayContribute(to: layer)
        else {
            throw Fault(.uploadMissing, "There is no such upload.")
        }
        return upload
    }

    private static func state(_ upload: Upload, _ offset: Int64) -> [(name: String, value: String)] {
        [("Upload-Offset", String(offset)), ("Upload-Expires", HTTPDate.text(upload.expires))]
    }

    private static func abilities(_ call: Call, _ largest: Int64) -> Answer {
        Answer(
            status: 204, nil, .none, caching: .never,
            headers: [
                ("Tus-Version", "1.0.0"),
                ("Tus-Extension", "creation,creation-with-upload,checksum,termination,expiration"),
                ("Tus-Max-Size", String(largest)), ("Tus-Checksum-Algorithm", PieceChecksum.algorithms),
            ])
    }

    /// Of any layer the field may send to.
    private static func largest(_ call: Call) -> Int64 {
        let sizes = call.engine.catalog.layers.filter(\.takesObservations).map(\.attachments.maximumSize)
        return sizes.max() ?? AttachmentPolicy().maximumSize
    }

    private static func hasPiece(_ call: Call) throws -> Bool {
        if let coding = call.headers["content-encoding"], coding.lowercased() != "identity" {
            throw Fault(.httpBodyType, "Files are taken as they are, not packed.")
        }
        return call.headers["content-type"]?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
            == pieceType
    }

    /// Digits and nothing else.
    private static func number(_ text: String?) -> Int64? {
        guard let text, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int64(text)
    }
}
