internal import Glibc
internal import Synchronization
internal import TabaqaFeatureModel

/// A file as a body, a piece at a time.
public final class FileChunks: ChunkSource {
    /// Size of a piece in bytes.
    static let piece = 256 * 1024

    public let length: Int
    private let path: String
    private let isTemporary: Bool
    private let descriptor: Mutex<Int32>

    /// - Throws: `file.missing`.
    public init(path: String, isTemporary: Bool) throws {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard opened >= 0, fstat(opened, &status) == 0 else {
            if opened >= 0 { close(opened) }
            throw Fault(.fileMissing, "The file is not there.", at: Fault.Place(file: path))
        }
        self.path = path
        self.isTemporary = isTemporary
        length = Int(status.st_size)
        descriptor = Mutex(opened)
    }

    deinit {
        _ = descriptor.withLock { close($0) }
        if isTemporary { unlink(path) }
    }

    public func next() throws -> [UInt8]? {
        try descriptor.withLock { descriptor in
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, initialized in
                repeat {
                    count = read(descriptor, buffer.baseAddress, buffer.count)
                } while count < 0
                    && errno == EINTR
                initialized = max(0, count)
            }
            guard count >= 0 else {
                throw Fault(.storeFailure, "A file could not be read.", at: Fault.Place(file: path))
            }
            return bytes.isEmpty ? nil : bytes
        }
    }
}
