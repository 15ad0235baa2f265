internal import Foundation
internal import Glibc
internal import Synchronization
internal import TabaqaFeatureModel

/// The keys of a file, read again when the file changes. A file that cannot be read any more keeps no key alive.
final class KeyRing: Authenticator {
    private struct Stamp: Equatable {
        var device: UInt
        var inode: UInt
        var size: Int
        var seconds: Int
        var nanoseconds: Int
    }

    private struct State {
        var keys: [KeyFile.Entry]
        var stamp: Stamp?
        var checked: ContinuousClock.Instant
    }

    /// Between looks at the file.
    static let interval = Duration.milliseconds(500)

    private let path: String
    private let state: Mutex<State>

    /// - Throws: `file.missing`, `catalog.invalid`.
    init(path: String) throws {
        self.path = path
        let stamp = Self.stamp(path)
        state = Mutex(State(keys: try KeyFile.load(path).keys, stamp: stamp, checked: .now))
    }

    func viewer(forKey key: String) -> Viewer? {
        let hash = KeyToken.hash(key)
        var found: KeyFile.Entry?
        // All of them, so that time does not tell which.
        for entry in current() where KeyToken.areEqual(entry.sha256.lowercased(), hash) { found = entry }
        guard let found, found.isValid(at: Date()) else { return nil }
        return found.viewer
    }

    private func current() -> [KeyFile.Entry] {
        state.withLock { state in
            let now = ContinuousClock.now
            guard state.checked.duration(to: now) >= Self.interval else { return state.keys }
            state.checked = now
            let stamp = Self.stamp(path)
            if stamp != state.stamp {
                state.stamp = stamp
                state.keys = (try? KeyFile.load(path))?.keys ?? []
            }
            return state.keys
        }
    }

    private static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Stamp(
            device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}
