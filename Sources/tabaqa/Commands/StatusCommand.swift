internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Who is overdue: rows, newest record, due date and flagged share of every layer.",
        discussion: """
            Examples:
              tabaqa status
              tabaqa status --json --lang tr
            """)

    @Option(help: "Language of titles.")
    var lang: Language = .en

    @OptionGroup var common: CommonOptions

    private struct Row: Encodable {
        var layer: String
        var department: String
        var title: String
        var steward: String?
        var withheld: Bool
        var rows: Int?
        var newest: String?
        var every: String?
        var due: String?
        var overdueDays: Double?
        var flaggedShare: Double?
    }

    func run() throws {
        let engine = try common.engine()
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let statuses = try engine.status(now: now, language: lang, audience: common.audience)
        let clock = try ZoneClock(zone: engine.catalog.city.zone)
        let rows = statuses.map { status in
            Row(
                layer: status.layer, department: status.department, title: status.title,
                steward: status.steward, withheld: status.isWithheld, rows: status.rows,
                newest: status.newest.map { InstantText.local($0, clock) }, every: status.every,
                due: status.due.map { InstantText.local($0, clock) },
                overdueDays: status.overdue.map { (Double($0) / 8_640_000).rounded() / 10 },
                flaggedShare: status.flaggedShare)
        }
        common.answer(rows, text(rows))
    }

    private func text(_ rows: [Row]) -> String {
        let header = ["LAYER", "DEPARTMENT", "ROWS", "NEWEST", "EVERY", "DUE", "OVERDUE", "FLAGGED"]
        let body = rows.map { row -> [String] in
            if row.withheld {
                return [row.layer, row.department, "withheld", "", row.every ?? "", "", "", ""]
            }
            let newest = row.newest.map { String($0.prefix(10)) } ?? "never"
            let due = row.due.map { String($0.prefix(10)) } ?? "–"
            let overdue = row.overdueDays.map { "\($0) days" } ?? ""
            let flagged = row.flaggedShare.map { "\(($0 * 1000).rounded() / 10) %" } ?? "–"
            return [
                row.layer, row.department, String(row.rows ?? 0), newest, row.every ?? "–", due, overdue,
                flagged,
            ]
        }
        return TextTable.text(header: header, rows: body, rightAligned: [2, 6, 7])
    }
}
