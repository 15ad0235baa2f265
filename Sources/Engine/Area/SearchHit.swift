public import TabaqaFeatureModel

/// A feature whose text matched a search.
public struct SearchHit: Sendable, Equatable {
    public var layer: String
    /// Nil where the layer's ids may not be read.
    public var id: String?
    /// The text that matched, and the property it stands in.
    public var text: String
    public var property: String
    /// In EPSG:4326; of a shape, its extent; empty for a feature without a place.
    public var extent: Extent

    public init(layer: String, id: String?, text: String, property: String, extent: Extent) {
        self.layer = layer
        self.id = id
        self.text = text
        self.property = property
        self.extent = extent
    }
}
