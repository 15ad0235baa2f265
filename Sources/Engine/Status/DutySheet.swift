internal import TabaqaFeatureModel

/// The duty board as CSV (RFC 4180): one line per layer, the same columns for everybody; what is withheld or does not
/// apply is empty.
public enum DutySheet {
    static let header = [
        "department", "department_title", "layer", "title", "steward", "every", "withheld", "newest", "due",
        "overdue_days", "rows", "completeness", "required_completeness", "flagged_share", "received",
        "has_issues",
        "edited", "approved", "rejected", "files_expected", "files_present", "observations_incomplete",
        "observations_late", "conflicts", "trend_of", "trend",
    ]

    public static func csv(_ duties: [LayerDuty]) -> [UInt8] {
        ([header] + duties.map(line)).flatMap { fields in
            Array((fields.map(quoted).joined(separator: ",") + "\r\n").utf8)
        }
    }

    private static func line(_ duty: LayerDuty) -> [String] {
        let status = duty.status
        let tally = duty.tally
        func number(_ value: Int?) -> String { value.map { String($0) } ?? "" }
        func share(_ value: Double?) -> String { value.map { "\(($0 * 10_000).rounded() / 10_000)" } ?? "" }
        func instant(_ value: Int64?) -> String { value.map(InstantText.utc) ?? "" }
        let states = [ReviewState.received, .hasIssues, .edited, .approved, .rejected].map { state in
            tally.map { String($0.states[state] ?? 0) } ?? ""
        }
        let trend = duty.trend.isEmpty ? "" : duty.isTrendOfReception ? "received" : "recorded"
        return [
            duty.department, status.department, status.layer, status.title, status.steward ?? "",
            status.every ?? "", status.isWithheld ? "true" : "false", instant(status.newest),
            instant(status.due),
            status.overdue.map { "\((Double($0) / 8_640_000).rounded() / 10)" } ?? "", number(status.rows),
            share(duty.completeness), share(duty.requiredCompleteness), share(status.flaggedShare),
        ] + states + [
            number(tally?.expectedFiles), number(tally?.presentFiles), number(tally?.incomplete),
            number(tally?.late), number(tally?.conflicts), trend,
            duty.trend.map { String($0) }.joined(separator: " "),
        ]
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }
}
