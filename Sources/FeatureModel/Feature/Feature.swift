/// A stored feature: one row of a layer at one revision. `properties` follow the layer's declared order.
public struct Feature: Hashable, Sendable {
    public var id: FeatureID
    /// The layer's revision at which this row was last written.
    public var revision: Int64
    /// In the layer's CRS.
    public var geometry: Geometry?
    public var properties: [PropertyValue]
    public var flags: FeatureFlags

    public init(
        id: FeatureID, revision: Int64, geometry: Geometry?, properties: [PropertyValue],
        flags: FeatureFlags = []
    ) {
        self.id = id
        self.revision = revision
        self.geometry = geometry
        self.properties = properties
        self.flags = flags
    }
}
