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

    /// A condition its value must meet in the field, beside type, range and codes.
    public struct Check: Hashable, Sendable {
        /// CQL2 text over the layer's properties.
        public var condition: String
        public var message: LocalizedText

        public init(condition: String, message: LocalizedText) {
            self.condition = condition
            self.message = message
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
    /// What a field worker reads under the question.
    public var hint: LocalizedText?
    /// CQL2 text: the question is asked where it holds; nil: always.
    public var relevant: String?
    public var check: Check?
    /// Whether forms leave it to the office.
    public var isOfficeOnly: Bool
    /// For texts: the layer of `FormPolicy.entities` whose features are the choices. The value is the feature's
    /// key where its layer has one, else its id.
    public var entity: String?
    /// For `records`: the properties of each row.
    public var members: [PropertyDefinition]

    public init(
        name: String, type: PropertyType, label: LocalizedText, aliases: [String] = [],
        isRequired: Bool = false, codes: [Code] = [], range: ClosedRange<Double>? = nil,
        unit: String? = nil, sensitivity: Sensitivity? = nil, hint: LocalizedText? = nil,
        relevant: String? = nil, check: Check? = nil, isOfficeOnly: Bool = false,
        entity: String? = nil, members: [PropertyDefinition] = []
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
        self.hint = hint
        self.relevant = relevant
        self.check = check
        self.isOfficeOnly = isOfficeOnly
        self.entity = entity
        self.members = members
    }
}
