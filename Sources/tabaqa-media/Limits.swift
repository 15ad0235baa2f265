import CHEIF
import Glibc

/// The bounds the program sets itself before it looks at a photo from outside.
///
/// A hostile file may make a decoder run wild; the kernel then stops this process, and nothing else.
enum Limits {
    /// Pixels of a photo before scaling. Phones go to 48 million without sewing pictures together.
    static let mostPixels = 50_000_000
    /// Bytes of a photo.
    static let mostBytes = 100 << 20

    /// Sets memory, CPU, file size, open files and core dumps, and leaves the network.
    static func apply() {
        // First of all: what goes wrong from here on should be told.
        CrashReport.install()
        set(RLIMIT_AS, setting("TABAQA_MEDIA_MEMORY_MB", default: 1024) << 20)
        let seconds = setting("TABAQA_MEDIA_CPU_SECONDS", default: 20)
        set(RLIMIT_CPU, seconds, hard: seconds + 2)
        // The picture may go to a file; a thumbnail is never larger than this.
        set(RLIMIT_FSIZE, 64 << 20)
        set(RLIMIT_NOFILE, 16)
        set(RLIMIT_CORE, 0)
        // Whatever the parent has open is no business of a decoder.
        for descriptor in Int32(3)..<256 { close(descriptor) }
        // Refused in some containers: no decoder has a use for a network anyway.
        _ = tabaqa_media_leave_network()
        // Whoever waits for an answer goes before whoever waits for a picture.
        _ = nice(5)
    }

    /// - Throws: a refusal where the picture has no pixels or too many.
    static func check(width: Int, height: Int) throws {
        guard width > 0, height > 0 else { throw Refusal.damaged("it has no pixels") }
        let (pixels, overflows) = width.multipliedReportingOverflow(by: height)
        guard !overflows, pixels <= mostPixels else {
            throw Refusal(
                .limitHit,
                "The photo has \(width) × \(height) pixels, more than \(mostPixels / 1_000_000) million.",
                remedy: "Send a smaller photo.")
        }
    }

    private static func setting(_ name: String, default standard: UInt64) -> UInt64 {
        guard let text = getenv(name), let value = UInt64(String(cString: text)), value > 0, value < 1 << 32
        else {
            return standard
        }
        return value
    }

    private static func set(_ resource: __rlimit_resource, _ soft: UInt64, hard: UInt64? = nil) {
        var current = rlimit()
        let kind = __rlimit_resource_t(UInt32(resource.rawValue))
        guard getrlimit(kind, &current) == 0 else { return }
        let ceiling = min(current.rlim_max, rlim_t(hard ?? soft))
        var wanted = rlimit(rlim_cur: min(rlim_t(soft), ceiling), rlim_max: ceiling)
        _ = setrlimit(kind, &wanted)
    }
}
