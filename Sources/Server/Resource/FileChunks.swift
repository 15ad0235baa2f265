internal import Glibc
internal import Synchronization
internal import TabaqaFeatureModel

/// A file as a body, a piece at a time.
public final class FileChunks: ChunkSource {
    /// Size of a piece in bytes.
    static let piece = 256 * 1024

    public let length: Int?
    /// Of the whole file.
    let size: Int
    private let path: String
    private let isTemporary: Bool
    private let state: Mutex<State>

    private struct State {
        var descriptor: Int32
        var rest: Int
    }

    /// - Parameter part: the bytes wanted, cut to those there are; nil: all.
    /// - Throws: `file.missing`.
    public init(path: String, isTemporary: Bool, part: Range<Int>? = nil) throws {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard opened >= 0, fstat(opened, &status) == 0 else {
            if opened >= 0 { close(opened) }
            throw Fault(.fileMissing, "The file is not there.", at: Fault.Place(file: path))
        }
        self.path = path
        self.isTemporary = isTemporary
        size = Int(status.st_size)
        let part = part?.clamped(to: 0..<size) ?? 0..<size
        length = part.count
        state = Mutex(State(descriptor: opened, rest: part.count))
        if part.lowerBound > 0 { lseek(opened, part.lowerBound, SEEK_SET) }
    }

    deinit {
        _ = state.withLock { close($0.descriptor) }
        if isTemporary { unlink(path) }
    }

    public func next() throws -> [UInt8]? {
        try state.withLock { state in
            var count = 0
            let wanted = min(Self.piece, state.rest)
            guard wanted > 0 else { return nil }
            let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
                repeat {
                    count = read(state.descriptor, buffer.baseAddress, wanted)
                } while count < 0
                    && errno == EINTR
                initialized = max(0, count)
            }
            // The length was promised: a file that ends before must not pass for a whole one.
            guard count > 0 else {
                throw Fault(.storeFailure, "A file could not be read.", at: Fault.Place(file: path))
            }
            state.rest -= count
            return bytes
        }
    }
}
