internal import TabaqaEngine
internal import TabaqaFeatureModel

/// An import's accounts, for a person and for a program.
enum ImportSummary {
    struct Answer: Encodable {
        var layer: String
        var file: String
        var read: Int
        var stored: Int
        var inserted: Int
        var updated: Int
        var unchanged: Int
        var flaggedRows: Int
        var flagged: [String: Int]
        var rejectedRows: Int
        var rejected: [String: Int]
        var repaired: Int
        var revision: Int64
        var seconds: Double
        var warnings: [String]
    }

    /// One report as an object, several as a list.
    static func json(_ reports: [ImportReport]) -> Either {
        let answers = reports.map { report in
            Answer(
                layer: report.layer, file: report.file, read: report.read, stored: report.stored,
                inserted: report.inserted, updated: report.updated, unchanged: report.unchanged,
                flaggedRows: report.flaggedRows, flagged: report.flagged,
                rejectedRows: report.rejectedRows, rejected: report.rejected, repaired: report.repaired,
                revision: report.revision, seconds: report.seconds, warnings: report.warnings)
        }
        return answers.count == 1 ? .one(answers[0]) : .many(answers)
    }

    enum Either: Encodable {
        case one(Answer)
        case many([Answer])

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .one(let answer): try answer.encode(to: encoder)
            case .many(let answers): try answers.encode(to: encoder)
            }
        }
    }

    static func text(_ report: ImportReport) -> String {
        var lines = [
            "\(report.file) → \(report.layer): read \(report.read), stored \(report.stored) "
                + "(\(report.inserted) new, \(report.updated) updated, \(report.unchanged) unchanged), "
                + "rejected \(report.rejectedRows)"
        ]
        if report.repaired > 0 { lines.append("  repaired polygons: \(report.repaired)") }
        if report.flaggedRows > 0 { lines.append("  flagged \(report.flaggedRows): " + list(report.flagged)) }
        if report.rejectedRows > 0 {
            lines.append("  rejected \(report.rejectedRows): " + list(report.rejected))
            if let first = report.violations.first {
                var text = "  first: row \(first.row), \(first.reason.rawValue)"
                if let column = first.column { text += ", column “\(column)”" }
                if let value = first.value { text += ", value “\(value)”" }
                lines.append(text + " (--rejects FILE.csv lists all)")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }
}
