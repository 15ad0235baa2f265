/// What a bulk load did. `inserted + updated + unchanged + conflicting + unmatched` = rows given.
public struct LoadReceipt: Sendable, Equatable {
    public var revision: Int64
    public var inserted = 0
    public var updated = 0
    public var unchanged = 0
    /// Ids that exist with other content while `update` was false.
    public var conflicting: [FeatureID] = []
    /// Ids that do not exist while `insertsMissing` was false.
    public var unmatched: [FeatureID] = []

    public init(revision: Int64) {
        self.revision = revision
    }
}
