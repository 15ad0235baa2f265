/// A store that tells at almost no cost whether anything changed, and then what: what a process that stays needs to
/// answer from the newest state.
public protocol ChangeSignalling: FeatureStore {
    /// A number that differs from every earlier one once any process has committed a change; nanoseconds. It may
    /// also change when no row did. What is read after asking is at least as new as the stamp.
    func changeStamp() -> UInt64

    /// Every layer's current revision, by layer id, in one question.
    func revisions() throws -> [String: Int64]

    /// The rows written after `revision` as they now are and the ids gone since, of one consistent state; nil when
    /// there are more than `limit`, or the layer's revision is below `revision`: read it all again then.
    func rows(of layer: LayerDefinition, changedAfter revision: Int64, limit: Int) throws -> ChangedRows?
}

/// What changed in a layer since a revision.
public struct ChangedRows: Sendable {
    /// Of the layer, with these changes.
    public var revision: Int64
    /// Rows added or changed, as they are at `revision`; no id twice.
    public var rows: FeatureBatch
    /// Ids no longer there; some may never have been seen.
    public var gone: [FeatureID]

    public init(revision: Int64, rows: FeatureBatch, gone: [FeatureID]) {
        self.revision = revision
        self.rows = rows
        self.gone = gone
    }
}
