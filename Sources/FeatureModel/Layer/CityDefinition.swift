/// The city all layers belong to (`Layers/city.yaml`).
public struct CityDefinition: Hashable, Sendable {
    public var name: LocalizedText
    /// The first is the default.
    public var languages: [Language]
    /// IANA name.
    public var zone: String
    /// A projected CRS in metres fit for the city, for fixed grids and areas.
    public var metricCRS: CRS
    /// The id of the boundary layer.
    public var boundary: String?

    public init(
        name: LocalizedText, languages: [Language], zone: String, metricCRS: CRS, boundary: String? = nil
    ) {
        self.name = name
        self.languages = languages
        self.zone = zone
        self.metricCRS = metricCRS
        self.boundary = boundary
    }
}
