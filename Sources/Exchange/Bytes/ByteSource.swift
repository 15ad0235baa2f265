internal import Foundation
internal import Glibc
internal import TabaqaFeatureModel

/// Where bytes come from, front to back.
protocol ByteSource: AnyObject {
    /// Fills the front of `buffer`; 0 means the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    /// The part of the source already read, 0…1; 0 where the length is unknown.
    var progress: Double { get }
}

/// Bytes in memory.
final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var progress: Double { bytes.isEmpty ? 1 : Double(offset) / Double(bytes.count) }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        if count > 0 { buffer.copyBytes(from: bytes[offset..<offset + count]) }
        offset += count
        return count
    }
}

/// The bytes of a file or a pipe.
final class FileSource: ByteSource {
    private let descriptor: Int32
    private let file: String
    private let length: Int
    private var offset = 0

    /// - Throws: `file.missing` where the file is absent, a folder, or may not be read.
    init(path: String, name: String) throws(Fault) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        file = name
        guard descriptor >= 0 else {
            throw Fault(
                .fileMissing, "The file cannot be read: \(String(cString: strerror(errno))).",
                at: .init(file: name), remedy: "Check the name and the permissions.")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw Fault(
                .fileMissing, "This is a folder, not a file.", at: .init(file: name),
                remedy: "Name a file in it.")
        }
        length = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }

    deinit { close(descriptor) }

    var progress: Double { length > 0 ? min(1, Double(offset) / Double(length)) : 0 }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                offset += count
                return count
            }
            guard errno == EINTR else {
                throw Fault(
                    .fileMissing, "Reading stopped: \(String(cString: strerror(errno))).",
                    at: .init(file: file), remedy: "Check the disk.")
            }
        }
    }

    /// The first `count` bytes of a regular file; empty for a pipe.
    func front(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, 0))
        }
    }

    /// The last `count` bytes of a regular file; empty for a pipe.
    func tail(_ count: Int) -> [UInt8] {
        let size = min(count, length)
        guard size > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, size, off_t(length - size)))
        }
    }
}

/// Bytes already read, then the rest of the source they were read from.
final class PrefixedSource: ByteSource {
    private var prefix: ArraySlice<UInt8>
    private let rest: any ByteSource

    init(_ prefix: ArraySlice<UInt8>, then rest: any ByteSource) {
        self.prefix = prefix
        self.rest = rest
    }

    var progress: Double { rest.progress }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !prefix.isEmpty else { return try rest.read(into: buffer) }
        let piece = prefix.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        prefix = prefix.dropFirst(piece.count)
        return piece.count
    }
}

/// A source of another encoding, as UTF-8.
final class TranscodingSource: ByteSource {
    private let rest: any ByteSource
    private var transcoder: Transcoder
    private var ready: ArraySlice<UInt8> = []
    private var isDone = false

    init(_ rest: any ByteSource, from encoding: TextEncoding) {
        self.rest = rest
        transcoder = Transcoder(encoding)
    }

    var progress: Double { rest.progress }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while ready.isEmpty, !isDone {
            var failure: (any Error)?
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 18) { space, count in
                do { count = try rest.read(into: UnsafeMutableRawBufferPointer(space)) } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            isDone = piece.isEmpty
            ready = transcoder.transcode(piece[...], isLast: isDone)[...]
        }
        let piece = ready.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        ready = ready.dropFirst(piece.count)
        return piece.count
    }
}
