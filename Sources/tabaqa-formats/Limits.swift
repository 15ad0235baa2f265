import CGDAL
import Glibc

/// The bounds the program sets itself before it looks at a file from outside.
///
/// A hostile file may make a driver run wild; the kernel then stops this process, and nothing else.
enum Limits {
    /// Sets memory, CPU, file size, open files and core dumps, and leaves the network.
    static func apply() {
        // First of all: what goes wrong from here on should be told.
        CrashReport.install()
        let megabyte: UInt64 = 1 << 20
        set(Int32(RLIMIT_AS.rawValue), setting("TABAQA_FORMATS_MEMORY_MB", default: 4096) * megabyte)
        let seconds = setting("TABAQA_FORMATS_CPU_SECONDS", default: 300)
        set(Int32(RLIMIT_CPU.rawValue), seconds, hard: seconds + 5)
        set(Int32(RLIMIT_FSIZE.rawValue), setting("TABAQA_FORMATS_FILE_MB", default: 8192) * megabyte)
        set(Int32(RLIMIT_NOFILE.rawValue), setting("TABAQA_FORMATS_OPEN_FILES", default: 64))
        set(Int32(RLIMIT_CORE.rawValue), 0)
        // Refused in some containers: the drivers we register have no use for a network anyway.
        _ = tabaqa_leave_network()
    }

    /// The most bytes an archive may unpack to.
    static var unpackedBytes: UInt64 { setting("TABAQA_FORMATS_UNPACKED_MB", default: 2048) << 20 }

    /// The most an archive may grow when unpacked, as a factor.
    static var unpackingRatio: UInt64 { setting("TABAQA_FORMATS_UNPACKING_RATIO", default: 200) }

    private static func setting(_ name: String, default standard: UInt64) -> UInt64 {
        guard let text = getenv(name), let value = UInt64(String(cString: text)), value > 0, value < 1 << 32
        else {
            return standard
        }
        return value
    }

    private static func set(_ resource: Int32, _ soft: UInt64, hard: UInt64? = nil) {
        var current = rlimit()
        let kind = __rlimit_resource_t(UInt32(resource))
        guard getrlimit(kind, &current) == 0 else { return }
        let ceiling = min(current.rlim_max, rlim_t(hard ?? soft))
        var wanted = rlimit(rlim_cur: min(rlim_t(soft), ceiling), rlim_max: ceiling)
        _ = setrlimit(kind, &wanted)
    }
}
