import Glibc

/// A growing byte buffer that knows how to write JSON; numbers and strings go straight to bytes.
///
/// Nothing leaves the buffer before ``drain(to:above:)``, so a half-written record can be taken back with
/// ``truncate(to:)``.
final class JSONBuffer {
    private var storage: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 1 << 18) {
        self.capacity = max(capacity, 64)
        storage = .allocate(capacity: self.capacity)
    }

    deinit { storage.deallocate() }

    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: storage, count: count)) }

    func truncate(to length: Int) { count = min(count, max(0, length)) }

    /// Makes room for `extra` more bytes and returns where they go.
    @inline(__always)
    func reserve(_ extra: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < extra { grow(extra) }
        return storage + count
    }

    @inline(__always)
    func advance(_ written: Int) { count += written }

    @inline(never)
    private func grow(_ extra: Int) {
        let larger = max(capacity * 2, count + extra)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: storage, count: count)
        storage.deallocate()
        storage = moved
        capacity = larger
    }

    @inline(__always)
    func byte(_ value: UInt8) {
        reserve(1).pointee = value
        count += 1
    }

    @inline(__always)
    func raw(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length).update(from: text.utf8Start, count: length)
        count += length
    }

    func raw(_ bytes: [UInt8]) {
        let room = reserve(bytes.count)
        bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { room.update(from: base, count: source.count) }
        }
        count += bytes.count
    }

    /// Writes everything to a file descriptor once more than `threshold` bytes have gathered.
    ///
    /// - Throws: a ``Failure`` when the other end of the pipe is gone or the disk is full.
    func drain(to descriptor: Int32, above threshold: Int = 0) throws {
        guard count > threshold else { return }
        var done = 0
        while done < count {
            let written = write(descriptor, storage + done, count - done)
            if written > 0 {
                done += written
            } else if errno != EINTR {
                throw Failure(
                    .inputOutput, "The output could not be written: \(String(cString: strerror(errno))).",
                    remedy: "Check that the reading program still runs and that the disk has room.")
            }
        }
        count = 0
    }
}
