public import TabaqaFeatureModel

/// A page of a layer's features as a caller wants it.
public struct ItemsRequest: Sendable {
    /// Largest `limit`.
    public static let mostItems = 10_000
    /// Most properties to sort by.
    public static let mostSortKeys = 4

    /// A property to sort by.
    public struct SortKey: Hashable, Sendable {
        public var property: String
        public var isDescending: Bool

        public init(property: String, isDescending: Bool) {
            self.property = property
            self.isDescending = isDescending
        }
    }

    public var layer: String
    public var audience: Audience
    public var selection: SelectionRequest
    /// Of the output.
    public var crs: CRS
    /// At most; 1…`mostItems`.
    public var limit: Int
    /// Where the page starts: the `next` of the page before. Pages by cursor neither repeat nor skip a
    /// feature that was there all the time, whatever is edited meanwhile.
    public var cursor: String?
    /// Rows to skip; tolerated for clients that know nothing better.
    public var offset: Int
    /// Names of the properties wanted, in the layer's order; nil: all the audience may see.
    public var properties: [String]?
    /// Whether features come without geometry.
    public var skipsGeometry: Bool
    /// Whether features tell how many files they name and how many are there, where the layer has any.
    public var countsAttachments: Bool
    /// Before the id, which always comes last.
    public var sort: [SortKey]

    public init(layer: String, audience: Audience) {
        self.layer = layer
        self.audience = audience
        selection = SelectionRequest()
        crs = .wgs84
        limit = 10
        offset = 0
        skipsGeometry = false
        countsAttachments = false
        sort = []
    }
}
