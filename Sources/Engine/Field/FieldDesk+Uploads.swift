internal import Foundation
public import TabaqaFeatureModel

extension FieldDesk {
    /// How long an upload may rest, milliseconds.
    public static let uploadLifetime: Int64 = 7 * 86_400_000

    /// Begins a file in pieces, bound to sender, layer, feature, name and hash.
    ///
    /// - Parameters:
    ///   - sha256: in hexadecimal, of the whole; nil where the client does not know.
    ///   - feature: need not be there yet: the file waits for its submission until it expires.
    /// - Throws: `attachment.too-large`, `attachment.quota`, `attachment.hash`, `option.invalid` for an unfit name,
    ///   `disk.full`.
    public func beginUpload(
        name: String, sha256: String?, length: Int64, feature: FeatureID, in layer: LayerDefinition,
        metadata: String?, from sender: Sender, at now: Int64
    ) throws -> Upload {
        let name = try AttachmentName.checked(name)
        guard length >= 0, length <= layer.attachments.maximumSize else {
            throw Self.tooLarge(name, layer.attachments.maximumSize)
        }
        let sha256 = sha256?.lowercased()
        guard sha256.map({ $0.utf8.count == 64 && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }) ?? true
        else { throw Fault(.attachmentHash, "The promised hash is no SHA-256 in hexadecimal.") }
        let slots = try store.attachments(of: feature, in: layer)
        try requireSlot(name, among: slots, of: layer)
        try files.requireRoom()
        try quotas.take(length, from: sender, of: store, at: now)
        let upload = Upload(
            id: Self.uploadID(), layer: layer.id, feature: feature, name: name, sha256: sha256,
            length: length, sender: sender, created: now, expires: now + Self.uploadLifetime,
            metadata: metadata)
        do {
            let file = try GrowingFile(creating: path(of: upload.id))
            try files.sync(file)
            file.close()
            try GrowingFile.sync(folder: files.directory + "/.uploads")
        } catch let fault as Fault {
            throw files.noted(fault)
        }
        try writing { try store.begin(upload) }
        // A file of no bytes is whole at once.
        if length == 0 { try settle(upload) }
        return upload
    }

    /// The upload, for its own sender only.
    ///
    /// - Throws: `upload.missing`.
    public func upload(_ id: String, of sender: Sender, at now: Int64) throws -> Upload {
        guard let upload = try store.upload(id), upload.sender == sender, now < upload.expires else {
            throw Fault(
                .uploadMissing, "There is no such upload, or not any more.", remedy: "Begin it again.")
        }
        try settle(upload)
        return upload
    }

    /// Finishes what a killed process had not: to its client a whole upload is a file in its slot.
    private func settle(_ upload: Upload) throws {
        guard upload.offset == upload.length, access(path(of: upload.id), F_OK) == 0,
            (try? openUploads.claim(upload.id)) != nil
        else { return }
        defer { openUploads.free(upload.id) }
        guard try store.feature(upload.feature, in: engine.catalog.layer(upload.layer)) != nil else { return }
        _ = try finish(upload, at: path(of: upload.id))
    }

    /// Opens the upload for a piece that begins at `offset`; nobody else may until it is closed.
    ///
    /// - Throws: `upload.missing`, `upload.offset` (409), `store.busy` while another piece is being written.
    public func openUpload(_ id: String, at offset: Int64, of sender: Sender, now: Int64) throws
        -> UploadWriter
    {
        _ = try upload(id, of: sender, at: now)
        try files.requireRoom()
        try openUploads.claim(id)
        do {
            // Again: the piece before this one may just have ended.
            let upload = try upload(id, of: sender, at: now)
            guard offset == upload.offset else {
                throw Fault(
                    .uploadOffset, "This upload stands at byte \(upload.offset), not \(offset).",
                    remedy: "Go on from \(upload.offset).")
            }
            guard let file = try GrowingFile(continuing: path(of: id), at: upload.offset) else {
                try store.end(id)
                throw Fault(
                    .uploadMissing, "What was sent of this upload is lost.", remedy: "Begin it again.")
            }
            return UploadWriter(upload, file: file, desk: self)
        } catch {
            openUploads.free(id)
            throw error
        }
    }

    /// Gives an upload up.
    ///
    /// - Throws: `upload.missing`, `store.busy` while a piece is being written.
    public func endUpload(_ id: String, of sender: Sender) throws {
        guard let upload = try store.upload(id), upload.sender == sender else {
            throw Fault(.uploadMissing, "There is no such upload, or not any more.")
        }
        try openUploads.claim(id)
        defer { openUploads.free(id) }
        try drop(id)
    }

    /// Finishes what a killed process left whole, removes uploads nobody went on with, parts nobody knows, and once a day content that no observation holds.
    /// Called at start and now and then.
    public func sweepUploads(at now: Int64) throws {
        for upload in try store.uploads(expiredAt: .max) where upload.expires > now { try? settle(upload) }
        for upload in try store.uploads(expiredAt: now) {
            guard (try? openUploads.claim(upload.id)) != nil else { continue }
            defer { openUploads.free(upload.id) }
            try drop(upload.id)
        }
        let folder = files.directory + "/.uploads"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where Self.isOld("\(folder)/\(name)", at: now) {
            if try store.upload(name) == nil { unlink("\(folder)/\(name)") }
        }
        files.tend()
        if blobSweep.isDue(at: now) {
            try files.sweep(untouchedSince: now - 86_400_000) { try store.holds(sha256: $0) }
        }
    }

    private func drop(_ id: String) throws {
        try writing { try store.end(id) }
        waiting.remove(id)
        unlink(path(of: id))
    }

    private static func isOld(_ path: String, at now: Int64) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && Int64(status.st_mtim.tv_sec) * 1000 < now - 86_400_000
    }

    // MARK: whole files

    /// Checks a whole upload and puts it into its slot where its observation is there; else it waits.
    func finish(_ upload: Upload, at path: String) throws -> [Attachment]? {
        if let promised = upload.sha256, try StoredHash.sha256(of: path) != promised {
            try drop(upload.id)
            throw Fault(
                .attachmentHash, "“\(upload.name)” is not what was promised: its hash is another.",
                remedy: "Send it again from the start.")
        }
        let layer = try engine.catalog.layer(upload.layer)
        try waiting.add(upload, of: store, isThere: isThere)
        // Its observation may come at the same moment; whoever takes it from the waiting stores it.
        guard try store.feature(upload.feature, in: layer) != nil else { return nil }
        return try place(
            waiting.take(upload.feature, in: layer, from: upload.sender, of: store, isThere: isThere),
            in: layer)
    }

    /// Puts files into their slots that came before their observation.
    func claimUploads(
        for receipt: Receipt, in layer: LayerDefinition, from sender: Sender, at now: Int64
    ) throws -> Receipt {
        guard !receipt.isComplete else { return receipt }
        let uploads = try waiting.take(receipt.feature, in: layer, from: sender, of: store, isThere: isThere)
        var receipt = receipt
        // The observation is stored; a file that does not fit it is no reason to refuse it.
        if let attachments = try? place(uploads, in: layer) { receipt.attachments = attachments }
        return receipt
    }

    private func place(_ uploads: [Upload], in layer: LayerDefinition) throws -> [Attachment]? {
        var attachments: [Attachment]?
        for upload in uploads {
            let path = path(of: upload.id)
            guard isThere(upload) else { continue }
            let content = try files.adopt(path)
            let property = try property(of: upload.name, upload.feature, in: layer)
            do {
                attachments = try writing {
                    try store.attach(
                        upload.name, content, property: property, to: upload.feature, in: layer,
                        by: upload.sender, at: Self.now())
                }
            } catch let fault as Fault where fault.code == .attachmentConflict {
                try drop(upload.id)
                throw fault
            }
            // Its row stays until it expires: to ask where it stands is how a client learns that it arrived.
            unlink(path)
        }
        return attachments
    }

    /// Which property an attachment of that name is the value of.
    public func property(
        of name: String, _ feature: FeatureID, in layer: LayerDefinition
    ) throws -> String? {
        let slots = try store.attachments(of: feature, in: layer)
        if let slot = slots.first(where: { $0.name == name }) { return slot.property }
        guard let row = try store.feature(feature, in: layer) else { return nil }
        return zip(layer.properties, row.properties).first { property, value in
            property.type.isAttachment && value == .text(name)
        }?.0.name
    }

    func requireSlot(_ name: String, among slots: [Attachment], of layer: LayerDefinition) throws {
        guard slots.count >= layer.attachments.maximumCount, !slots.contains(where: { $0.name == name })
        else {
            return
        }
        throw Fault(
            .attachmentTooLarge, "An observation has at most \(layer.attachments.maximumCount) attachments.")
    }

    private func isThere(_ upload: Upload) -> Bool { access(path(of: upload.id), F_OK) == 0 }

    private func path(of upload: String) -> String { "\(files.directory)/.uploads/\(upload)" }

    private static func uploadID() -> String {
        (0..<2).map { _ in String(UInt64.random(in: 0 ... .max) | 1 << 63, radix: 36) }.joined()
    }

    private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
