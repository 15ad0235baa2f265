internal import TabaqaEngine
internal import TabaqaFeatureModel

/// One layer's duty as `tabaqa status` tells it.
struct StatusRow: Encodable {
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
    var completeness: Double?
    var requiredCompleteness: Double?
    /// Observations from the field by state.
    var reviews: [String: Int]?
    var expectedFiles: Int?
    var presentFiles: Int?
    var incompleteObservations: Int?
    var lateObservations: Int?
    var conflicts: Int?
    /// Of the last 30 days, today last.
    var trend: [Int]?

    init(_ duty: LayerDuty, _ clock: ZoneClock) {
        let status = duty.status
        layer = status.layer
        department = status.department
        title = status.title
        steward = status.steward
        withheld = status.isWithheld
        rows = status.rows
        newest = status.newest.map { InstantText.local($0, clock) }
        every = status.every
        due = status.due.map { InstantText.local($0, clock) }
        overdueDays = status.overdue.map { (Double($0) / 8_640_000).rounded() / 10 }
        flaggedShare = status.flaggedShare
        completeness = duty.completeness
        requiredCompleteness = duty.requiredCompleteness
        reviews = duty.tally.map { tally in
            Dictionary(
                uniqueKeysWithValues: ReviewState.allCases.map { ($0.rawValue, tally.states[$0] ?? 0) })
        }
        expectedFiles = duty.tally?.expectedFiles
        presentFiles = duty.tally?.presentFiles
        incompleteObservations = duty.tally?.incomplete
        lateObservations = duty.tally?.late
        conflicts = duty.tally?.conflicts
        trend = duty.trend.isEmpty ? nil : duty.trend
    }

    /// Rows of a terminal; what came from the field only where something did.
    static func table(_ rows: [StatusRow]) -> String {
        let hasField = rows.contains { $0.reviews != nil }
        var header = [
            "LAYER", "DEPARTMENT", "ROWS", "NEWEST", "EVERY", "DUE", "OVERDUE", "FLAGGED", "FILLED",
        ]
        if hasField { header += ["TO REVIEW", "FILES", "LATE", "CONFLICTS"] }
        header.append("30 DAYS")
        return TextTable.text(
            header: header, rows: rows.map { $0.cells(hasField: hasField) }, rightAligned: [2, 6, 7, 8])
    }

    private func cells(hasField: Bool) -> [String] {
        guard !withheld else {
            let empty = [String](repeating: "", count: hasField ? 9 : 5)
            return [layer, department, "withheld", "", every ?? ""] + empty
        }
        var cells: [String] = [layer, department, String(rows ?? 0)]
        cells.append(newest.map { String($0.prefix(10)) } ?? "never")
        cells.append(every ?? "–")
        cells.append(due.map { String($0.prefix(10)) } ?? "–")
        cells.append(overdueDays.map { "\($0) days" } ?? "")
        cells.append(Self.share(flaggedShare))
        cells.append(Self.share(completeness))
        if hasField { cells += fieldCells }
        if let trend {
            let sum = trend.reduce(0, +)
            cells.append("\(sum) \(Self.bars(trend))")
        } else {
            cells.append("–")
        }
        return cells
    }

    private var fieldCells: [String] {
        guard let reviews else { return ["–", "–", "–", "–"] }
        let waiting = ["received", "hasIssues", "edited"].reduce(0) { $0 + (reviews[$1] ?? 0) }
        return [
            String(waiting), "\(presentFiles ?? 0)/\(expectedFiles ?? 0)", String(lateObservations ?? 0),
            String(conflicts ?? 0),
        ]
    }

    private static func share(_ share: Double?) -> String {
        share.map { "\(($0 * 1000).rounded() / 10) %" } ?? "–"
    }

    /// A bar of one character a day.
    private static func bars(_ counts: [Int]) -> String {
        let steps = Array("▁▂▃▄▅▆▇█")
        let most = max(1, counts.max() ?? 0)
        return String(counts.map { $0 == 0 ? "·" : steps[min(7, $0 * 8 / (most + 1))] })
    }
}
