internal import Foundation
internal import TabaqaFeatureModel

/// Who changed what and when: one row per import or single edit. Names features, never their values.
struct AuditLog {
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

    func record(
        _ action: String, _ id: FeatureID, _ layer: String, _ revision: Int64, by actor: String
    ) throws {
        try connection.run(
            "INSERT INTO tabaqa_audit (at, actor, action, layer, feature, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            .text(Self.now()), .text(actor), .text(action), .text(layer), .text(id.text), .integer(revision))
    }
}
