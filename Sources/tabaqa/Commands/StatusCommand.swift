internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "Who is overdue: rows, newest record, due date, completeness, reviews and files of every layer.",
        discussion: """
            Warns of observations whose files are missing for more than 24 hours.

            Examples:
              tabaqa status
              tabaqa status --json --lang tr
              tabaqa status --csv duties.csv
            """)

    @Option(help: "Language of titles.")
    var lang: Language = .en

    @Option(help: ArgumentHelp("Write the board as CSV; - for standard output.", valueName: "FILE|-"))
    var csv: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        if let csv, csv != "-" { try common.requireSpare([csv]) }
        let engine = try common.engine()
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let duties = try engine.duties(now: now, language: lang, audience: common.audience)
        if let csv {
            try write(DutySheet.csv(duties), to: csv)
        } else {
            let clock = try ZoneClock(zone: engine.catalog.city.zone)
            let rows = duties.map { StatusRow($0, clock) }
            common.answer(rows, StatusRow.table(rows))
        }
        for duty in duties where duty.isMissingFiles {
            let count = duty.tally?.late ?? 0
            common.warn(
                "\(duty.status.layer): \(count) \(count == 1 ? "observation lacks" : "observations lack") files "
                    + "for more than 24 hours; see /review?incomplete=true.")
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        guard path != "-" else {
            try FileHandle.standardOutput.write(contentsOf: bytes)
            return
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Fault(
                .fileUnwritable, "The board cannot be written.", at: Fault.Place(file: path),
                remedy: "Check the folder, permissions and free space.")
        }
    }
}
