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

    /// - Throws: `Fault` `layer.unknown`, naming the layers there are.
    public func layer(_ id: String) throws(Fault) -> LayerDefinition {
        if let layer = layers.first(where: { $0.id == id }) { return layer }
        throw Fault(
            .layerUnknown, "There is no layer “\(id)”.",
            remedy: "Layers: " + layers.map(\.id).joined(separator: ", ") + ".")
    }

    public func department(_ id: String) -> Department? { departments.first { $0.id == id } }
}
