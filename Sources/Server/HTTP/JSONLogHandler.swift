internal import Foundation
internal import Logging
internal import Synchronization

/// Log lines as JSON on standard error, one object a line.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [(String, JSON)] = [
            ("time", .string(Self.now())), ("level", .string(event.level.rawValue)),
            ("message", .string(event.message.description)),
        ]
        let own = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in own.sorted(by: { $0.key < $1.key }) { members.append((key, Self.json(value))) }
        var line = JSON.object(members).bytes
        line.append(UInt8(ascii: "\n"))
        line.withUnsafeBytes { bytes in
            // One write a line keeps lines of several threads apart.
            _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSON {
        switch value {
        case .stringConvertible(let number as Int): .integer(Int64(number))
        case .stringConvertible(let number as Double): .number(number)
        default: .string("\(value)")
        }
    }

    /// The second last written about, and its text.
    private static let second = Mutex<(seconds: Int, text: String)>((-1, ""))

    /// `2026-01-31T12:00:00.123Z`.
    static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let whole = second.withLock { second in
            if second.seconds != time.tv_sec { second = (time.tv_sec, text(ofSecond: time.tv_sec)) }
            return second.text
        }
        return whole + "." + digits(time.tv_nsec / 1_000_000, 3) + "Z"
    }

    private static func text(ofSecond second: Int) -> String {
        var second = second
        var parts = tm()
        gmtime_r(&second, &parts)
        let date = [
            digits(Int(parts.tm_year) + 1900, 4), digits(Int(parts.tm_mon) + 1, 2),
            digits(Int(parts.tm_mday), 2),
        ]
        let clock = [
            digits(Int(parts.tm_hour), 2), digits(Int(parts.tm_min), 2), digits(Int(parts.tm_sec), 2),
        ]
        return date.joined(separator: "-") + "T" + clock.joined(separator: ":")
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
