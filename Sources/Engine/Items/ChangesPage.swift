public import TabaqaFeatureModel

/// Part of a layer's changes as an audience may know them.
public struct ChangesPage: Sendable {
    public struct Change: Sendable {
        public var id: FeatureID
        /// The layer's revision that made it.
        public var revision: Int64
        /// The row as it is now, in longitude and latitude; nil: it is gone, or never was there for the audience.
        public var feature: Released<FeatureBatch>?
    }

    /// In order of revision, then id.
    public var changes: [Change]
    /// Where to go on, whenever that is.
    public var cursor: String
    /// Whether there is more already.
    public var hasMore: Bool
    /// The layer's revision the page was read at.
    public var revision: Int64
}
