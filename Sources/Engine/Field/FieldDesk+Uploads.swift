public import TabaqaFeatureModel

extension FieldDesk {
    /// Begins a file in pieces, bound to sender, layer, feature, name and hash.
    ///
    /// - Parameter feature: need not be there yet: the file waits for its submission until it expires.
    /// - Throws: `attachment.too-large`, `attachment.quota`.
    public func beginUpload(
        name: String, sha256: String?, length: Int64, feature: FeatureID, in layer: LayerDefinition,
        metadata: String?, from sender: Sender, at now: Int64
    ) throws -> Upload {
        throw Fault(.serverUnfinished, "beginUpload")
    }

    /// The upload, for its own sender only.
    ///
    /// - Throws: `upload.missing`.
    public func upload(_ id: String, of sender: Sender, at now: Int64) throws -> Upload {
        throw Fault(.serverUnfinished, "upload")
    }

    /// Opens the upload for a piece that begins at `offset`; nobody else may until it is closed.
    ///
    /// - Throws: `upload.missing`, `upload.offset` (409), `server.busy` while another piece is being written.
    public func openUpload(_ id: String, at offset: Int64, of sender: Sender, now: Int64) throws -> UploadWriter {
        throw Fault(.serverUnfinished, "openUpload")
    }

    public func endUpload(_ id: String, of sender: Sender) throws {
        throw Fault(.serverUnfinished, "endUpload")
    }

    /// Removes uploads nobody went on with. Called at start and now and then.
    public func sweepUploads(at now: Int64) throws {}
}

/// Writes one piece of an upload. One thread at a time.
public final class UploadWriter {
    public init() {}

    /// Bytes there, this piece's included.
    public var offset: Int64 { 0 }

    /// - Throws: `attachment.too-large` beyond the declared length, `disk.full`.
    public func write(_ bytes: some Collection<UInt8>) throws {}

    /// Syncs what came and notes the offset. With the last byte the file is checked and put into its slot.
    ///
    /// - Returns: the attachments of the observation where the file is whole and the observation is there.
    /// - Throws: `attachment.hash` where the whole is not what was promised; the upload is over then.
    @discardableResult
    public func close() throws -> [Attachment]? { nil }

    /// Takes this piece back: its checksum was wrong.
    public func rollBack() throws {}
}
