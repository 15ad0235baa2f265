public import TabaqaFeatureModel

/// Writes one piece of an upload. One thread at a time. Dropped before it is closed, it keeps what came.
public final class UploadWriter {
    /// Bytes after which what came is made to last, within a piece too.
    static let checkpoint: Int64 = 4 << 20

    private let desk: FieldDesk
    private let upload: Upload
    private let file: GrowingFile
    private let start: Int64
    private var synced: Int64
    private var isOver = false

    init(_ upload: Upload, file: GrowingFile, desk: FieldDesk) {
        self.upload = upload
        self.file = file
        self.desk = desk
        start = upload.offset
        synced = upload.offset
        offset = upload.offset
    }

    deinit {
        guard !isOver else { return }
        try? checkpoint()
        over()
    }

    /// Bytes there, this piece's included.
    public private(set) var offset: Int64

    /// - Throws: `attachment.too-large` beyond the declared length, `disk.full`.
    public func write(_ bytes: some Collection<UInt8>) throws {
        let done: Void? = try bytes.withContiguousStorageIfAvailable { try write(UnsafeRawBufferPointer($0)) }
        if done == nil { try Array(bytes).withUnsafeBytes { try write($0) } }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard !isOver, !bytes.isEmpty else { return }
        guard Int64(bytes.count) <= upload.length - offset else {
            throw Fault(
                .attachmentTooLarge, "More came than the \(upload.length) bytes that were promised.",
                remedy: "Begin the upload again with its true length.")
        }
        do {
            try file.write(bytes)
        } catch let fault as Fault {
            throw desk.files.noted(fault)
        }
        offset += Int64(bytes.count)
        if offset - synced >= Self.checkpoint { try checkpoint() }
    }

    /// Syncs what came and notes the offset. With the last byte the file is checked and put into its slot.
    ///
    /// - Returns: the attachments of the observation where the file is whole and the observation is there.
    /// - Throws: `attachment.hash` where the whole is not what was promised; the upload is over then.
    ///   `attachment.conflict`, `disk.full`, `store.*`.
    @discardableResult
    public func close() throws -> [Attachment]? {
        guard !isOver else { return nil }
        defer { over() }
        try checkpoint()
        guard offset == upload.length else { return nil }
        file.close()
        var whole = upload
        whole.offset = offset
        return try desk.finish(whole, at: file.path)
    }

    /// Takes this piece back: its checksum was wrong.
    public func rollBack() throws {
        guard !isOver else { return }
        defer { over() }
        // The offset first: a longer file is cut, a shorter one is lost.
        if synced != start { try desk.writing { try desk.store.advance(upload.id, to: start) } }
        try file.cut(to: start)
        offset = start
    }

    private func checkpoint() throws {
        guard offset > synced else { return }
        try desk.files.sync(file)
        try desk.writing { try desk.store.advance(upload.id, to: offset) }
        synced = offset
    }

    private func over() {
        isOver = true
        file.close()
        desk.openUploads.free(upload.id)
    }
}
