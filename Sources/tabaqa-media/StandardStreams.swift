import Glibc

/// The photo comes by standard input and the picture goes by standard output.
enum StandardStreams {
    /// - Throws: a refusal beyond `limit` bytes, and of nothing.
    static func readAll(limit: Int) throws -> [UInt8] {
        var information = stat()
        var capacity = 1 << 20
        if fstat(0, &information) == 0, information.st_size > 0 { capacity = Int(information.st_size) + 1 }
        guard capacity <= limit else { throw tooLong(limit) }
        var all: [UInt8] = []
        all.reserveCapacity(capacity)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(0, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Refusal(.inputOutput, "The photo cannot be read: \(String(cString: strerror(errno))).")
            }
            if count == 0 { break }
            guard all.count + count <= limit else { throw tooLong(limit) }
            all += chunk[..<count]
        }
        guard !all.isEmpty else { throw Refusal.damaged("it is empty") }
        return all
    }

    static func write(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(1, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Refusal(
                    .inputOutput, "The picture cannot be written: \(String(cString: strerror(errno))).",
                    remedy: "Make room on the disk.")
            }
            written += count
        }
    }

    private static func tooLong(_ limit: Int) -> Refusal {
        Refusal(
            .limitHit, "The photo is larger than \(limit >> 20) MB.", remedy: "Send it in a lower quality.")
    }
}
