/// A property's values with its name, type and unit.
public struct NamedColumn: Sendable, Equatable {
    public var name: String
    public var type: PropertyType
    /// As written in the layer's definition, e.g. `TRY` or `min`.
    public var unit: String?
    public var values: PropertyColumn

    public init(name: String, type: PropertyType, unit: String? = nil, values: PropertyColumn) {
        self.name = name
        self.type = type
        self.unit = unit
        self.values = values
    }
}
