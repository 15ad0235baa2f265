internal import TabaqaFeatureModel

/// Where observations stand in review, and who brought them.
struct ObservationTable {
    struct Record {
        var feature: FeatureID
        var state: ReviewState
        var reason: String?
        var assignee: String?
        var sender: Sender
        var received: Int64
        var updated: Int64
        /// The row's as the field and its reviewers left it.
        var revision: Int64
        /// The instance of an edit that waits.
        var waiting: String?
    }

    let connection: SQLConnection
    let layer: String

    func record(of feature: FeatureID) throws -> Record? {
        try connection.first(
            "SELECT state, reason, assignee, sender, device, received, updated, revision, waiting "
                + "FROM tabaqa_observations WHERE layer = ?1 AND feature = ?2", .text(layer),
            .text(feature.text)
        ) {
            Record(
                feature: feature, state: $0.text(0).flatMap(ReviewState.init(rawValue:)) ?? .received,
                reason: $0.text(1), assignee: $0.text(2),
                sender: Sender(name: $0.text(3) ?? "", device: $0.text(4)), received: $0.integer(5),
                updated: $0.integer(6), revision: $0.integer(7), waiting: $0.text(8))
        }
    }

    func put(_ record: Record) throws {
        try connection.run(
            "INSERT OR REPLACE INTO tabaqa_observations (layer, feature, state, reason, assignee, sender, device, "
                + "received, updated, revision, waiting) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            .text(layer), .text(record.feature.text), .text(record.state.rawValue), SQLValue(record.reason),
            SQLValue(record.assignee), .text(record.sender.name), SQLValue(record.sender.device),
            .integer(record.received), .integer(record.updated), .integer(record.revision),
            SQLValue(record.waiting))
    }
}
