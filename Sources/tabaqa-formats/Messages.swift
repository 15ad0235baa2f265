import CGDAL
import Glibc

/// What GDAL says while it works: gathered here, never printed by GDAL itself.
///
/// Distinct messages are kept up to a bound, so that a file with a million broken rows cannot fill the
/// memory.
final class Messages {
    static let bound = 100

    private(set) var warnings: [String] = []
    private var seen: Set<String> = []
    /// How many messages of class "failure" came.
    private(set) var failures = 0
    /// The last message of class "failure".
    private(set) var lastFailure: String?
    private var suppressed = 0

    /// Takes the place of GDAL's own handler until the program ends.
    func listen() {
        let address = Unmanaged.passRetained(self).toOpaque()
        CPLPushErrorHandlerEx(
            { kind, number, text in
                guard let address = CPLGetErrorHandlerUserData() else { return }
                var said = Substring(text.map { String(cString: $0) } ?? "")
                while said.last == "." || said.last?.isWhitespace == true { said = said.dropLast() }
                Unmanaged<Messages>.fromOpaque(address).takeUnretainedValue()
                    .receive(kind: kind, number: number, text: String(said))
            }, address)
    }

    private func receive(kind: CPLErr, number: CPLErrorNum, text: String) {
        switch kind {
        case CE_Fatal:
            let outOfMemory = number == CPLE_OutOfMemory
            Program.stop(
                Failure(
                    outOfMemory ? .limitHit : .software, "The file format library gave up: \(text)",
                    remedy: outOfMemory
                        ? "Raise TABAQA_FORMATS_MEMORY_MB, or split the file."
                        : "Check the file in the program that made it."))
        case CE_Failure:
            failures += 1
            lastFailure = text
            warn(text)
        case CE_Warning: warn(text)
        default: break
        }
    }

    func warn(_ text: String) {
        guard seen.count < Messages.bound else { return suppressed += 1 }
        if seen.insert(text).inserted { warnings.append(text) }
    }

    func forget() {
        failures = 0
        lastFailure = nil
    }

    /// All warnings, and a last one that says how many more there were.
    var all: [String] {
        suppressed == 0 ? warnings : warnings + ["\(suppressed) more messages of this kind were left out."]
    }
}
