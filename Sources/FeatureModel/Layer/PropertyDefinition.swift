/// One declared property of a layer.
public struct PropertyDefinition: Hashable, Sendable {
    /// One allowed value of a `code` property with its labels.
    public struct Code: Hashable, Sendable {
        public var code: String
        public var label: LocalizedText

        public init(code: String, label: LocalizedText) {
            self.code = code
            self.label = label
        }
    }

    public var name: String
    public var type: PropertyType
    public var label: LocalizedText
    /// Other column names importers may meet.
    public var aliases: [String]
    public var isRequired: Bool
    /// For `code` only, in the order of the definition.
    public var codes: [Code]
    /// For numbers: both ends allowed.
    public var range: ClosedRange<Double>?
    public var unit: String?
    /// Nil: as the layer.
    public var sensitivity: Sensitivity?

    public init(
        name: String, type: PropertyType, label: LocalizedText, aliases: [String] = [],
        isRequired: Bool = false, codes: [Code] = [], range: ClosedRange<Double>? = nil,
        unit: String? = nil, sensitivity: Sensitivity? = nil
    ) {
        self.name = name
        self.type = type
        self.label = label
        self.aliases = aliases
        self.isRequired = isRequired
        self.codes = codes
        self.range = range
        self.unit = unit
        self.sensitivity = sensitivity
    }
}
