internal import Glibc

/// A file mapped for reading; unmapped and closed with its last user.
@usableFromInline
final class MappedFile: Sendable {
    nonisolated(unsafe) let base: UnsafeRawPointer
    let size: Int
    private let descriptor: Int32

    /// Maps the first `size` bytes; the caller has checked that the file is that long.
    init?(descriptor: Int32, size: Int) {
        guard size > 0, let base = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
        else { return nil }
        self.base = UnsafeRawPointer(base)
        self.size = size
        self.descriptor = descriptor
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: base), size)
        close(descriptor)
    }
}
