import Glibc

/// Standard input, cut into the records of a text sequence (RFC 8142) or read as plain bytes.
final class RecordReader {
    /// A record larger than this is refused rather than gathered.
    static let longestRecord = 256 << 20
    private static let chunk = 1 << 18

    private let descriptor: Int32
    private var buffer: UnsafeMutableRawPointer
    private var capacity: Int
    /// Unread bytes are those from `start` to `end`.
    private var start = 0
    private var end = 0
    private(set) var recordNumber = 0

    init(descriptor: Int32 = 0) {
        self.descriptor = descriptor
        capacity = RecordReader.chunk * 2
        buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Gives the next record, without its separator and line feed, to `body`; nil at the end of the input.
    ///
    /// - Throws: a ``Failure`` for bytes outside a record and for a record that is cut off or too long.
    func next<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result? {
        guard try available(1) else { return nil }
        guard byte(start) == 0x1E else {
            throw broken("does not begin with a record separator (0x1E)")
        }
        recordNumber += 1
        var scanned = 1
        while true {
            if let found = memchr(buffer + start + scanned, 0x0A, end - start - scanned) {
                let stop = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
                let bytes = UnsafeRawBufferPointer(start: buffer + start + 1, count: stop - start - 1)
                let result = try bytes.withMemoryRebound(to: UInt8.self, body)
                start = stop + 1
                return result
            }
            scanned = end - start
            guard scanned < RecordReader.longestRecord else { throw broken("is longer than 256 MB") }
            guard try available(scanned + 1) else { throw broken("is cut off") }
        }
    }

    /// Reads one line, such as the header of a raster.
    func line<Result>(longest: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result {
        recordNumber += 1
        var scanned = 0
        while true {
            if let found = memchr(buffer + start + scanned, 0x0A, end - start - scanned) {
                let stop = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
                let bytes = UnsafeRawBufferPointer(start: buffer + start, count: stop - start)
                let result = try bytes.withMemoryRebound(to: UInt8.self, body)
                start = stop + 1
                return result
            }
            scanned = end - start
            guard scanned < longest, try available(scanned + 1) else {
                throw broken("is cut off or too long")
            }
        }
    }

    /// Fills `room` to its end; false when the input ends before.
    func fill(_ room: UnsafeMutableRawBufferPointer) throws -> Bool {
        var done = 0
        while done < room.count {
            guard try available(1) else { return false }
            let part = min(end - start, room.count - done)
            if let base = room.baseAddress { memcpy(base + done, buffer + start, part) }
            start += part
            done += part
        }
        return true
    }

    func isAtEnd() throws -> Bool { try !available(1) }

    func broken(_ how: String) -> Failure {
        Failure(
            .badData, "Record \(recordNumber) of the input \(how).",
            remedy: "Send the stream that StreamProtocol describes, whole.")
    }

    private func byte(_ place: Int) -> UInt8 { buffer.load(fromByteOffset: place, as: UInt8.self) }

    /// Reads on until `count` unread bytes are there; false when the input ends before.
    private func available(_ count: Int) throws -> Bool {
        while end - start < count {
            if start > 0 {
                memmove(buffer, buffer + start, end - start)
                end -= start
                start = 0
            }
            if capacity - end < RecordReader.chunk { enlarge() }
            let got = read(descriptor, buffer + end, capacity - end)
            if got == 0 { return false }
            if got > 0 {
                end += got
            } else if errno != EINTR {
                throw Failure(
                    .inputOutput, "The input could not be read: \(String(cString: strerror(errno))).",
                    remedy: "Check that the writing program still runs.")
            }
        }
        return true
    }

    private func enlarge() {
        capacity *= 2
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        memcpy(larger, buffer, end)
        buffer.deallocate()
        buffer = larger
    }
}
