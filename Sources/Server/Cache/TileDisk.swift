internal import Foundation
internal import Synchronization

/// Tiles in files of a folder, bounded in bytes. Files appear by rename and are checked when read, so that neither a
/// crash nor a damaged disk is ever served; a tile that cannot be written is made again, which is no error.
final class TileDisk: Sendable {
    /// Share of the bound that is left after sweeping.
    private static let keptShare = 0.8

    private struct State {
        /// Bytes in the folder, or nil before it was looked at.
        var size: Int?
        var isSweeping = false
    }

    let directory: String
    let limit: Int
    private let state = Mutex(State())

    /// Nil when the folder cannot be made.
    init?(directory: String, limit: Int) {
        self.directory = directory
        self.limit = limit
        // Tiles hold what only some may see.
        guard limit > 0,
            (try? FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])) != nil
        else { return nil }
    }

    private func path(_ key: TileKey) -> (folder: String, file: String) {
        let name = key.text
        let folder = "\(directory)/\(name.prefix(2))"
        return (folder, "\(folder)/\(name)")
    }

    subscript(key: TileKey) -> CachedTile? {
        let path = path(key).file
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let tile = Self.read(descriptor).flatMap({ CachedTile($0, for: key) }) else {
            unlink(path)
            return nil
        }
        // The time of the last use decides what is swept.
        _ = futimens(descriptor, nil)
        return tile
    }

    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 28
        else { return nil }
        let size = Int(status.st_size)
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                count += got
            }
            isWhole = count == size
        }
        return isWhole ? bytes : nil
    }

    func put(_ tile: CachedTile, for key: TileKey) {
        let (folder, file) = path(key)
        mkdir(folder, 0o700)
        let draft = "\(folder)/~\(UInt64.random(in: 0 ... .max))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let bytes = tile.encoded(for: key)
        let isWritten = Self.write(bytes, to: descriptor)
        close(descriptor)
        guard isWritten, rename(draft, file) == 0 else {
            unlink(draft)
            return
        }
        grow(by: bytes.count)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { raw in
            var done = 0
            while done < raw.count {
                let written = Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return false }
                done += written
            }
            return true
        }
    }

    /// Counts what was written, and sweeps, on a thread of its own, when it is too much.
    private func grow(by bytes: Int) {
        let isDue = state.withLock { state in
            state.size = state.size.map { $0 + bytes }
            guard state.size.map({ $0 > limit }) ?? true, !state.isSweeping else { return false }
            state.isSweeping = true
            return true
        }
        guard isDue else { return }
        Thread.detachNewThread { self.sweep() }
    }

    private struct File {
        var path: String
        var size: Int
        var used: Int
    }

    /// Looks at the whole folder, and removes the files not used for the longest time where they are too many.
    func sweep() {
        var files = list()
        var size = files.reduce(0) { $0 + $1.size }
        if size > limit {
            files.sort { $0.used < $1.used }
            for file in files {
                guard Double(size) > Double(limit) * Self.keptShare else { break }
                if unlink(file.path) == 0 { size -= file.size }
            }
        }
        state.withLock { state in
            state.size = size
            state.isSweeping = false
        }
    }

    private func list() -> [File] {
        var files: [File] = []
        let old = Int(time(nil)) - 3600
        for folder in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        where folder.utf8.count == 2 {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? []
            for name in names {
                let path = "\(directory)/\(folder)/\(name)"
                var status = stat()
                guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
                // Drafts a crash left.
                if name.hasPrefix("~") {
                    if status.st_mtim.tv_sec < old { unlink(path) }
                    continue
                }
                files.append(
                    File(
                        path: path, size: Int(status.st_size),
                        used: status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1_000_000))
            }
        }
        return files
    }
}
