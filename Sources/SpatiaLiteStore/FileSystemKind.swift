internal import CSpatialite
internal import Glibc

/// The kind of file system a store would lie on. SQLite's write-ahead log needs shared memory and honest
/// locks, which network shares do not give.
struct FileSystemKind {
    /// `f_type` of statfs(2), as in linux/magic.h.
    var magic: UInt32
    /// The mount's type in /proc/self/mountinfo, e.g. `ext4` or `fuse.sshfs`.
    var mountType: String

    /// The kind of the file system holding `path`, which must exist.
    init(path: String) {
        magic = tabaqa_file_system_magic(path)
        mountType = magic == Self.fuse ? Self.mountType(of: path) : ""
    }

    init(magic: UInt32, mountType: String) {
        self.magic = magic
        self.mountType = mountType
    }

    private static let fuse: UInt32 = 0x6573_5546
    private static let shares: [UInt32: String] = [
        0x6969: "NFS", 0x517B: "SMB", 0xFE53_4D42: "SMB2", 0xFF53_4D42: "CIFS", 0x5346_414F: "AFS",
        0x6B41_4653: "AFS", 0x7375_7245: "Coda", 0x0102_1997: "9P", 0x00C3_6400: "Ceph",
        0x0BD0_0BD0: "Lustre", 0x564C: "NCP", 0x4750_4653: "GPFS", 0xA501_FCF5: "VxFS cluster",
    ]
    /// FUSE file systems whose files lie on a disk of this machine.
    private static let localFuse: Set<String> = [
        "fuseblk", "fuse.fuse-overlayfs", "fuse.bindfs", "fuse.mergerfs", "fuse.gocryptfs", "fuse.encfs",
        "fuse.cryfs", "fuse.ntfs-3g", "fuse.exfat",
    ]

    /// The share's name when this is a network share; nil for a local disk.
    var share: String? {
        if let name = Self.shares[magic] { return name }
        if magic == Self.fuse, !Self.localFuse.contains(mountType) {
            return mountType.isEmpty ? "FUSE" : mountType
        }
        return nil
    }

    /// The type of the longest mount point that contains `path`.
    private static func mountType(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return "" }
        defer { free(resolved) }
        let real = String(cString: resolved)
        guard let file = fopen("/proc/self/mountinfo", "r") else { return "" }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var best = (length: -1, type: "")
        while getline(&line, &capacity, file) > 0, let bytes = line {
            let fields = String(cString: bytes).split(separator: " ")
            guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else {
                continue
            }
            let point = fields[4] == "/" ? "" : String(fields[4])
            if real == point || real.hasPrefix(point + "/"), point.utf8.count > best.length {
                best = (point.utf8.count, String(fields[dash + 1]))
            }
        }
        return best.type
    }
}
