public import TabaqaFeatureModel

/// A page of features.
public struct ItemsPage: Sendable {
    /// In the requested CRS; easting or longitude first, whatever the authority's axis order.
    public let features: Released<FeatureBatch>
    /// All features the selection answers.
    public let matched: Int
    /// Cursor of the page after; nil on the last.
    public let next: String?
    /// The layer's revision the page was read at.
    public let revision: Int64

    public init(features: Released<FeatureBatch>, matched: Int, next: String?, revision: Int64) {
        self.features = features
        self.matched = matched
        self.next = next
        self.revision = revision
    }
}
