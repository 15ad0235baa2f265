public import TabaqaFeatureModel

/// Everything a printed page says; texts are in `language`.
public struct SheetContent: Sendable {
    public enum Kind: Sendable {
        /// A density surface in the grid's CRS.
        case heatmap(Released<DensityGrid>, DensityScale)
        /// Areas coloured by one measure column of the join; geometries are in a metric or Mercator CRS.
        case choropleth(Released<JoinTable>, measure: String, method: ClassMethod)
    }

    public var kind: Kind
    public var language: Language
    public var title: String
    /// Beneath the title, before the period and the filter, which a page gets from `kind`.
    public var subtitle: String?
    public var department: String
    public var city: String
    /// Polygons or lines drawn over the map, in the map's CRS; a choropleth has its own and may do without.
    public var outlines: Released<FeatureBatch>?
    /// The property of the outlines (of a choropleth: of the join) that names them; nil: no names.
    public var labelProperty: String?
    /// The weight's or the measured property's label.
    public var measureLabel: String?
    /// Metres on the ground per unit of the map's CRS, at the middle of the map.
    public var metersPerUnit: Double
    /// For dates; nil: UTC.
    public var clock: ZoneClock?
    public var printedOn: CivilDate
    /// Whether rates are shown per 1,000.
    public var isPerThousand: Bool
    /// More small print, line by line.
    public var notes: [String]

    public init(
        kind: Kind, language: Language, title: String, subtitle: String? = nil, department: String,
        city: String, outlines: Released<FeatureBatch>? = nil, labelProperty: String? = nil,
        measureLabel: String? = nil, metersPerUnit: Double, clock: ZoneClock? = nil, printedOn: CivilDate,
        isPerThousand: Bool = true, notes: [String] = []
    ) {
        self.kind = kind
        self.language = language
        self.title = title
        self.subtitle = subtitle
        self.department = department
        self.city = city
        self.outlines = outlines
        self.labelProperty = labelProperty
        self.measureLabel = measureLabel
        self.metersPerUnit = metersPerUnit
        self.clock = clock
        self.printedOn = printedOn
        self.isPerThousand = isPerThousand
        self.notes = notes
    }

    var audience: Audience {
        switch kind {
        case .heatmap(let grid, _): grid.audience
        case .choropleth(let join, _, _): join.audience
        }
    }

    var period: TimeInterval? {
        switch kind {
        case .heatmap(let grid, _): grid.value.description.period
        case .choropleth(let join, _, _): join.value.description.period
        }
    }
}
