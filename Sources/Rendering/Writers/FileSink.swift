internal import Foundation
public import TabaqaFeatureModel

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a hidden file in the same folder; `commit()` flushes it to the disk and renames it. Without
/// `commit()` nothing remains, and an older file of that name stays as it was.
public final class FileSink: ByteSink {
    public let path: String
    private let unfinished: String
    private var descriptor: Int32

    /// - Throws: `file.unwritable` when the folder does not exist or may not be written.
    public init(path: String) throws(Fault) {
        self.path = path
        let url = URL(fileURLWithPath: path)
        let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
        unfinished =
            url.deletingLastPathComponent()
            .appendingPathComponent(".\(url.lastPathComponent).\(suffix).part").path
        descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw Self.fault("cannot be created", path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(unfinished)
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard descriptor >= 0 else { throw Self.fault("was already completed", path, reason: "") }
        do { try DescriptorSink.write(bytes, to: descriptor) } catch {
            throw Self.fault("cannot be written", path)
        }
    }

    /// Makes the file visible under its name.
    ///
    /// - Throws: `file.unwritable`; nothing remains then.
    public func commit() throws(Fault) {
        guard descriptor >= 0 else { return }
        let flushed = fsync(descriptor) == 0 || errno == EINVAL
        let closed = close(descriptor) == 0
        descriptor = -1
        guard flushed, closed, rename(unfinished, path) == 0 else {
            let fault = Self.fault("cannot be completed", path)
            unlink(unfinished)
            throw fault
        }
    }

    private static func fault(_ what: String, _ path: String, reason: String? = nil) -> Fault {
        let reason = reason ?? " (\(String(cString: strerror(errno))))"
        return Fault(
            .fileUnwritable, "The file \(what)\(reason).", at: Fault.Place(file: path),
            remedy: "Check that the folder exists, may be written, and has room.")
    }
}
