/// The exit codes of the program, from sysexits.h.
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case unsupported = 69
    case software = 70
    case inputOutput = 74
    case limitHit = 75
}

/// Why no picture was made: written to standard error as one JSON line, and told by the exit code.
struct Refusal: Error {
    var status: ExitStatus
    /// What is wrong, one sentence.
    var message: String
    /// What the reader can do about it, one sentence.
    var remedy: String

    init(_ status: ExitStatus, _ message: String, remedy: String = "Send the photo again.") {
        self.status = status
        self.message = message
        self.remedy = remedy
    }

    /// Of a file that a decoder does not take, with the decoder's own words.
    static func damaged(_ words: String) -> Refusal {
        Refusal(.badData, "The photo is damaged: \(words).")
    }

    /// `{"error":…,"remedy":…}` and a line feed.
    var line: String { "{\"error\":\"\(Self.escaped(message))\",\"remedy\":\"\(Self.escaped(remedy))\"}\n" }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..<" ": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
