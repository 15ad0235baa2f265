internal import Crypto
internal import Foundation
internal import TabaqaExchange
internal import TabaqaFeatureModel

/// Hashes files piece by piece.
enum StoredHash {
    private static let piece = 1 << 20

    /// In hexadecimal.
    static func sha256(of path: String) throws -> String { try read(path).sha256 }

    /// Hash, size and first bytes of a file.
    static func read(_ path: String) throws -> (sha256: String, size: Int64, start: [UInt8]) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw GrowingFile.fault(errno) }
        defer { _ = close(descriptor) }
        var hash = SHA256()
        var size: Int64 = 0
        var start: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: piece)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw GrowingFile.fault(errno)
            }
            guard count > 0 else { break }
            if start.count < 4096 { start += buffer[..<min(count, 4096 - start.count)] }
            buffer.withUnsafeBytes {
                hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            size += Int64(count)
        }
        return (hash.finalize().hexadecimal, size, start)
    }
}

extension AttachmentFiles {
    /// Takes in a whole, synced file of another folder on the same disk, which stays.
    func adopt(_ path: String) throws -> Blob {
        let file = try StoredHash.read(path)
        try keep(path, sha256: file.sha256, size: file.size)
        return Blob(sha256: file.sha256, size: file.size, mediaType: MediaSniffer.type(of: file.start))
    }
}
