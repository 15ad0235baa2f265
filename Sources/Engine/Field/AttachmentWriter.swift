internal import Crypto
internal import Foundation
internal import TabaqaExchange
public import TabaqaFeatureModel

/// A file of unknown content on its way into `AttachmentFiles`. One thread at a time; dropped, it leaves nothing.
public final class AttachmentWriter {
    private let file: GrowingFile
    private let files: AttachmentFiles
    private let limit: Int64
    private var hash = SHA256()
    private var start: [UInt8] = []
    private var isOver = false

    init(_ file: GrowingFile, into files: AttachmentFiles, limit: Int64) {
        self.file = file
        self.files = files
        self.limit = limit
    }

    deinit { discard() }

    public private(set) var size: Int64 = 0

    /// - Throws: `disk.full`, `attachment.too-large` beyond `limit`. Nothing of the file is left then.
    public func write(_ bytes: some Collection<UInt8>) throws {
        let done: Void? = try bytes.withContiguousStorageIfAvailable { try write(UnsafeRawBufferPointer($0)) }
        if done == nil { try Array(bytes).withUnsafeBytes { try write($0) } }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard !isOver, !bytes.isEmpty else { return }
        guard Int64(bytes.count) <= limit - size else {
            discard()
            throw Fault(
                .attachmentTooLarge, "A file is larger than \(limit) bytes.",
                remedy: "Send a smaller picture, or a shorter recording.")
        }
        if start.count < 4096 {
            start += bytes.prefix(4096 - start.count)
        }
        hash.update(bufferPointer: bytes)
        do {
            try file.write(bytes)
        } catch let fault as Fault {
            discard()
            throw files.noted(fault)
        }
        size += Int64(bytes.count)
    }

    /// Syncs the file and gives it its name.
    ///
    /// - Throws: `disk.full`, `store.failure`.
    public func finish() throws -> Blob {
        guard !isOver else { throw Fault(.storeFailure, "The attachment was given up before.") }
        defer { discard() }
        try files.sync(file)
        let sha256 = hash.finalize().hexadecimal
        try files.keep(file.path, sha256: sha256, size: size)
        return Blob(sha256: sha256, size: size, mediaType: MediaSniffer.type(of: start))
    }

    /// Removes what was written.
    public func discard() {
        guard !isOver else { return }
        isOver = true
        file.close()
        unlink(file.path)
    }
}

extension SHA256Digest {
    /// In lower case.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in self { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

extension FieldDesk {
    /// In hexadecimal.
    static func sha256(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }
}
