internal import Foundation
internal import Synchronization

/// Space kept back on a disk, given up when the disk is full: erasing and tidying up need some themselves.
final class Ballast: Sendable {
    static let size: Int64 = 64 << 20
    /// On smaller disks it would itself be what fills them.
    private static let worthwhile: Int64 = 2 << 30

    private let path: String
    private let isReleased = Mutex(false)

    init(path: String) {
        self.path = path
    }

    /// Lays it up where there is plenty of room.
    func restore() {
        isReleased.withLock { isReleased in
            guard Self.free(path) > Self.worthwhile else { return }
            let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return }
            defer { _ = close(descriptor) }
            if posix_fallocate(descriptor, 0, off_t(Self.size)) == 0 {
                isReleased = false
            } else {
                unlink(path)
            }
        }
    }

    func release() {
        isReleased.withLock { isReleased in
            if unlink(path) == 0 { isReleased = true }
        }
    }

    /// Whether attachments may be taken: not into the space that was given up for other things.
    func leavesRoom() -> Bool {
        isReleased.withLock { isReleased in
            !isReleased || Self.free(path) > 2 * Self.size
        }
    }

    private static func free(_ path: String) -> Int64 {
        var status = statvfs()
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        guard statvfs(folder.joined(separator: "/"), &status) == 0 else { return 0 }
        return Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
                .partialValue)
    }
}
