internal import Foundation
internal import TabaqaFeatureModel

/// Who changed what and when: one row per import, single edit or step of a review. Names features, never their values.
struct AuditLog {
    /// One row about one feature.
    struct Step {
        var action: String
        var id: FeatureID
        var layer: String
        /// The layer's after the step.
        var revision: Int64
        var actor: String
        var at = AuditLog.now()
        var state: ReviewState?
        var reason: String?
        /// An assignee, an attachment's name, an instance.
        var detail: String?
        /// Whether the row itself was written.
        var hasRow = true
    }

    private let connection: SQLConnection

    init(_ connection: SQLConnection) {
        self.connection = connection
    }

    /// The time of day in UTC, `2026-01-31T08:15:00.123Z`.
    static func now() -> String { InstantText.utc(Int64(Date().timeIntervalSince1970 * 1000)) }

    func record(_ layer: String, _ revision: Int64, _ options: LoadOptions, _ receipt: LoadReceipt) throws {
        try connection.run(
            "INSERT INTO tabaqa_audit (at, actor, action, layer, revision, inserted, updated, source, source_hash) "
                + "VALUES (?1, ?2, 'import', ?3, ?4, ?5, ?6, ?7, ?8)",
            .text(Self.now()), .text(options.actor), .text(layer), .integer(revision),
            .integer(Int64(receipt.inserted)), .integer(Int64(receipt.updated)), .text(options.source),
            .text(options.sourceHash))
    }

    func record(_ step: Step) throws {
        try connection.run(
            "INSERT INTO tabaqa_audit (at, actor, action, layer, feature, revision, updated, state, reason, detail) "
                + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            .text(step.at), .text(step.actor), .text(step.action), .text(step.layer), .text(step.id.text),
            .integer(step.revision), step.hasRow ? .null : .integer(0), SQLValue(step.state?.rawValue),
            SQLValue(step.reason), SQLValue(step.detail))
    }
}
