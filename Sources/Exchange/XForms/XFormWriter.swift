public import TabaqaFeatureModel

/// Writes a layer's XForm (ODK XForms specification 1.0).
public struct XFormWriter: Sendable {
    public var city: CityDefinition
    /// The outer ring of the ground observations lie on, longitude first, for a hidden geofence; nil: none.
    public var fence: [Position]?
    /// The lists of `FormPolicy.entities`, by layer id: title of the question.
    public var entities: [(layer: String, title: LocalizedText)]

    public init(
        city: CityDefinition, fence: [Position]? = nil, entities: [(layer: String, title: LocalizedText)] = []
    ) {
        self.city = city
        self.fence = fence
        self.entities = entities
    }

    /// The form of the layer. Its version is made of everything that shapes it, so equal versions are equal bytes.
    public func form(for layer: LayerDefinition) -> FormEdition {
        FormEdition(layer: layer.id, version: "", xml: [])
    }
}
