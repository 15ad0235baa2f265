internal import Glibc

/// Mapped memory, unmapped with its last user: a file for reading, or an address range of our own.
@usableFromInline
final class MappedFile: Sendable {
    nonisolated(unsafe) let base: UnsafeRawPointer
    let size: Int
    /// −1 for a range of our own.
    let descriptor: Int32

    /// Maps the first `size` bytes; the caller has checked that the file is that long.
    init?(descriptor: Int32, size: Int) {
        guard size > 0, let base = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
        else { return nil }
        self.base = UnsafeRawPointer(base)
        self.size = size
        self.descriptor = descriptor
    }

    /// Addresses for `size` bytes, memory only where it is written; zero until then.
    init?(reserving size: Int) {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard size > 0, let base = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), base != MAP_FAILED
        else { return nil }
        self.base = UnsafeRawPointer(base)
        self.size = size
        descriptor = -1
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: base), size)
        if descriptor >= 0 { close(descriptor) }
    }
}
