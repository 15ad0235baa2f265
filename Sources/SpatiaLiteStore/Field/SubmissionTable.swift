internal import TabaqaFeatureModel

/// Submissions as they were received.
struct SubmissionTable {
    /// What the state table asks of a known submission.
    struct Known {
        var feature: FeatureID
        var hash: String
        var supersededBy: String?
        var revision: Int64?
    }

    private static let columns =
        "instance, deprecated, kind, form_version, body, hash, sender, device, client_device, received"
    let connection: SQLConnection
    let layer: String

    func known(_ instance: String) throws -> Known? {
        try connection.first(
            "SELECT feature, hash, superseded_by, revision FROM tabaqa_submissions WHERE layer = ?1 AND instance = ?2",
            .text(layer), .text(instance)
        ) {
            Known(
                feature: FeatureID($0.text(0) ?? ""), hash: $0.text(1) ?? "", supersededBy: $0.text(2),
                revision: $0.optionalInteger(3))
        }
    }

    /// - Parameter revision: the row's that it made; nil where it waits.
    func add(_ submission: Submission, to feature: FeatureID, making revision: Int64?) throws {
        try connection.run(
            "INSERT INTO tabaqa_submissions (layer, feature, revision, \(Self.columns)) VALUES "
                + "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", .text(layer),
            .text(feature.text),
            SQLValue(revision), .text(submission.instance), SQLValue(submission.deprecated),
            .text(submission.kind.rawValue), SQLValue(submission.formVersion), .blob(submission.body),
            .text(submission.hash), .text(submission.sender.name), SQLValue(submission.sender.device),
            SQLValue(submission.clientDevice), .integer(submission.received))
    }

    func supersede(_ instance: String, by successor: String) throws {
        try connection.run(
            "UPDATE tabaqa_submissions SET superseded_by = ?3 WHERE layer = ?1 AND instance = ?2",
            .text(layer), .text(instance), .text(successor))
    }

    /// Says which revision the submission made once it was let through.
    func settle(_ instance: String, making revision: Int64) throws {
        try connection.run(
            "UPDATE tabaqa_submissions SET revision = ?3 WHERE layer = ?1 AND instance = ?2", .text(layer),
            .text(instance), .integer(revision))
    }

    /// Oldest first, with the files each names.
    func all(of feature: FeatureID) throws -> [Submission] {
        var found: [Submission] = []
        let select = "SELECT seq, \(Self.columns) FROM tabaqa_submissions WHERE layer = ?1 AND"
        try connection.each(
            "\(select) instance = ?2 AND feature = ?2 UNION ALL \(select) feature = ?2 AND feature <> instance "
                + "ORDER BY 1", [.text(layer), .text(feature.text)]
        ) { row in
            found.append(
                Submission(
                    layer: layer, instance: row.text(1) ?? "", deprecated: row.text(2),
                    kind: row.text(3).flatMap(Submission.Kind.init) ?? .feature, formVersion: row.text(4),
                    body: Array(row.blob(5)), hash: row.text(6) ?? "",
                    sender: Sender(name: row.text(7) ?? "", device: row.text(8)), clientDevice: row.text(9),
                    received: row.integer(10)))
        }
        let files = AttachmentTable(connection: connection, layer: layer)
        for index in found.indices {
            found[index].expected = try files.expected(by: found[index].instance, of: feature)
        }
        return found
    }
}
