/// How text becomes a layer's values.
public struct DecodeOptions: Sendable {
    /// Columns for properties that names and labels do not find: property → column.
    public var map: [String: String] = [:]
    /// Tried in this order, per value.
    public var dates: [DateOrder] = DateOrder.unmistakable
    /// Whether numbers use a decimal comma; nil: told by each column's values.
    public var decimalComma: Bool?
    /// IANA zone of times without offset, where the layer names none.
    public var zone: String
    /// Whether every row must have a place, in a layer with geometry; false when only properties are updated.
    public var requiresGeometry = true
    /// Whether the layer's required properties must be among the columns.
    public var requiresColumns = true

    public init(zone: String) {
        self.zone = zone
    }
}
