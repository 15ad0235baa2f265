/// The city, its departments and their layers, as `Layers/` declares them.
public struct LayerCatalog: Hashable, Sendable {
    public var city: CityDefinition
    public var departments: [Department]
    /// Sorted by department, then id.
    public var layers: [LayerDefinition]

    public init(city: CityDefinition, departments: [Department], layers: [LayerDefinition]) {
        self.city = city
        self.departments = departments
        self.layers = layers
    }

    /// - Throws: `layer.unknown`.
    public func layer(_ id: String) throws(Fault) -> LayerDefinition {
        if let layer = layers.first(where: { $0.id == id }) { return layer }
        throw Self.unknown(id)
    }

    /// The same words for a layer that is not there and for one that must seem so.
    public static func unknown(_ id: String) -> Fault {
        Fault(
            .layerUnknown, "There is no layer “\(id)”.", remedy: "“tabaqa layers” lists the layers there are."
        )
    }

    public func department(_ id: String) -> Department? { departments.first { $0.id == id } }
}
