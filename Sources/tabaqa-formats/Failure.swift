/// The exit codes of the program, from sysexits.h.
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unsupported = 69
    case software = 70
    case cannotCreate = 73
    case inputOutput = 74
    case limitHit = 75
}

/// Why the program stopped: written to standard error as one JSON line, and told by the exit code.
struct Failure: Error {
    var status: ExitStatus
    /// What is wrong, one sentence.
    var message: String
    /// What the reader can do about it, one sentence.
    var remedy: String
    /// The file it is about, as the caller named it.
    var file: String?

    init(_ status: ExitStatus, _ message: String, remedy: String, file: String? = nil) {
        self.status = status
        self.message = message
        self.remedy = remedy
        self.file = file
    }

    /// `{"error":…,"file":…,"remedy":…}` and a line feed.
    var line: [UInt8] {
        let json = JSONBuffer(capacity: 512)
        json.raw("{\"error\":")
        json.string(message)
        json.raw(",\"file\":")
        json.stringOrNull(file)
        json.raw(",\"remedy\":")
        json.string(remedy)
        json.raw("}\n")
        return json.bytes
    }
}
