/// What a department owns: one layer, as its YAML file declares it.
public struct LayerDefinition: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Events in time.
        case observation
        /// Areas and assets.
        case reference
    }

    /// The property that dates an observation, and the zone its bare times are read in.
    public struct TimeReference: Hashable, Sendable {
        public var property: String
        /// IANA name.
        public var zone: String

        public init(property: String, zone: String) {
            self.property = property
            self.zone = zone
        }
    }

    /// The duty to update (ISO 19115 maintenance frequency).
    public struct Maintenance: Hashable, Sendable {
        public var every: ISODuration
        public var steward: String

        public init(every: ISODuration, steward: String) {
            self.every = every
            self.steward = steward
        }
    }

    public struct Retention: Hashable, Sendable {
        public enum Action: String, Sendable, CaseIterable {
            case aggregate, delete
        }

        public var keep: ISODuration
        public var action: Action

        public init(keep: ISODuration, action: Action) {
            self.keep = keep
            self.action = action
        }
    }

    /// ASCII, also table name, OGC collection id and form id.
    public var id: String
    /// The custodian's id.
    public var department: String
    public var title: LocalizedText
    public var kind: Kind
    public var geometry: GeometryType
    /// Storage CRS.
    public var crs: CRS
    public var key: String?
    public var time: TimeReference?
    public var maintenance: Maintenance?
    public var sensitivity: Sensitivity
    public var disclosure: DisclosurePolicy?
    public var properties: [PropertyDefinition]
    public var rules: [QualityRule]
    public var heatmap: HeatmapStyle?
    public var retention: Retention?
    public var review: ReviewPolicy
    public var attachments: AttachmentPolicy
    public var form: FormPolicy

    public init(
        id: String, department: String, title: LocalizedText, kind: Kind, geometry: GeometryType,
        crs: CRS = .wgs84, key: String? = nil, time: TimeReference? = nil,
        maintenance: Maintenance? = nil, sensitivity: Sensitivity, disclosure: DisclosurePolicy? = nil,
        properties: [PropertyDefinition], rules: [QualityRule] = [], heatmap: HeatmapStyle? = nil,
        retention: Retention? = nil, review: ReviewPolicy = ReviewPolicy(),
        attachments: AttachmentPolicy = AttachmentPolicy(), form: FormPolicy = FormPolicy()
    ) {
        self.id = id
        self.department = department
        self.title = title
        self.kind = kind
        self.geometry = geometry
        self.crs = crs
        self.key = key
        self.time = time
        self.maintenance = maintenance
        self.sensitivity = sensitivity
        self.disclosure = disclosure
        self.properties = properties
        self.rules = rules
        self.heatmap = heatmap
        self.retention = retention
        self.review = review
        self.attachments = attachments
        self.form = form
    }

    /// Whether the field may send to it: layers of observations that are no secret.
    public var takesObservations: Bool { kind == .observation && sensitivity < .secret }

    public func property(_ name: String) -> PropertyDefinition? { properties.first { $0.name == name } }

    /// A property's own sensitivity, else the layer's.
    public func sensitivity(of property: PropertyDefinition) -> Sensitivity {
        max(property.sensitivity ?? .public, sensitivity)
    }
}
