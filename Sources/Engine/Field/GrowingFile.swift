internal import Foundation
internal import TabaqaFeatureModel

/// A file that only grows, written past the C library's buffers. One thread at a time.
final class GrowingFile {
    let path: String
    private var descriptor: Int32

    /// Makes the file; one that is there already is a defect of the caller.
    init(creating path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.fault(errno) }
    }

    /// Opens the file cut to `offset` bytes, to go on from there; nil where it is not there or is shorter.
    init?(continuing path: String, at offset: Int64) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int64(status.st_size) >= offset,
            ftruncate(descriptor, off_t(offset)) == 0, lseek(descriptor, off_t(offset), SEEK_SET) == offset
        else {
            close()
            return nil
        }
    }

    deinit { close() }

    /// - Throws: `disk.full`, `store.failure`.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let start = rest.baseAddress, rest.count > 0 {
            let written = Glibc.write(descriptor, start, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw Self.fault(errno)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Cuts the file to `size` bytes and goes on from there.
    func cut(to size: Int64) throws {
        guard ftruncate(descriptor, off_t(size)) == 0, lseek(descriptor, off_t(size), SEEK_SET) == size else {
            throw Self.fault(errno)
        }
    }

    /// - Throws: `store.failure`: what was written before may be lost then, whatever a second attempt says.
    func sync() throws {
        guard fsync(descriptor) == 0 else { throw Self.fault(errno) }
    }

    func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }

    /// Makes names in a folder last.
    static func sync(folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(errno) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault(errno) }
    }

    static func fault(_ error: Int32) -> Fault {
        if error == ENOSPC || error == EDQUOT { return full }
        return Fault(
            .storeFailure, "An attachment could not be written: \(String(cString: strerror(error))).",
            remedy: "Check the disk the attachments lie on.")
    }

    static var full: Fault {
        Fault(
            .diskFull, "There is no room left for attachments.",
            remedy: "Nothing received is lost; send again when there is room.")
    }
}
