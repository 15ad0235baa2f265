internal import TabaqaEngine
internal import TabaqaFeatureModel

/// One piece of a file. What came before the connection broke is kept: the client asks how far it got and goes on
/// from there.
///
/// One thread at a time calls a sink.
final class UploadSink: BodySink, @unchecked Sendable {
    private let writer: UploadWriter
    private let upload: Upload
    private var checksum: PieceChecksum?
    private let isChecked: Bool
    private let answer: @Sendable (Int64) -> Answer
    private var isOver = false

    /// - Parameters:
    ///   - offset: where the piece begins.
    ///   - answer: what is said once the piece is on disk, of the bytes there.
    /// - Throws: `upload.missing`, `upload.offset`, `upload.locked`, `http.malformed`.
    init(
        _ call: Call, _ upload: Upload, at offset: Int64, answer: @escaping @Sendable (Int64) -> Answer
    ) throws {
        checksum = try PieceChecksum(call.headers["upload-checksum"])
        isChecked = checksum != nil
        do {
            writer = try call.field.openUpload(upload.id, at: offset, of: call.viewer.sender, now: call.now)
        } catch let fault as Fault where fault.kind == .unavailable {
            throw Fault(.uploadLocked, "Another piece of this file is being written.")
        }
        self.upload = upload
        self.answer = answer
    }

    func take(_ bytes: [UInt8]) throws {
        checksum?.update(bytes)
        try writer.write(bytes)
    }

    func finish() throws -> Answer {
        isOver = true
        guard checksum?.isMet ?? true else {
            try writer.rollBack()
            throw Fault(.uploadChecksum, "The piece that came is not the one that was sent.")
        }
        try writer.close()
        return answer(writer.offset)
    }

    func abandon() {
        guard !isOver else { return }
        isOver = true
        // Part of a piece cannot be held against the piece's checksum; where the whole will be, it is kept.
        if isChecked, upload.sha256 == nil {
            try? writer.rollBack()
        } else {
            // Whether it could be kept the client hears when it asks how far it got.
            _ = try? writer.close()
        }
    }
}

/// A request that brings no piece.
final class NoSink: BodySink {
    private let answer: Answer

    init(_ answer: Answer) { self.answer = answer }

    func take(_ bytes: [UInt8]) throws {
        throw Fault(.httpBodyType, "A piece of a file is \(UploadRoutes.pieceType).")
    }

    func finish() -> Answer { answer }

    func abandon() {}
}
