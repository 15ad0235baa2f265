public import TabaqaFeatureModel

/// Which rows take part, as a caller writes it; resolved against a layer before use.
public struct SelectionRequest: Sendable, Equatable {
    /// In degrees, one whose `maxX` lies beyond 180 or west of `minX` crosses the 180th meridian.
    public var extent: Extent?
    public var extentCRS: CRS
    /// `2024-01-01/2024-12-31`, `../2024`, `2024-03` …
    public var datetime: String?
    /// `22-5`, `8,9,17-19`.
    public var hour: String?
    /// `mon-fri`, `6,7`.
    public var weekday: String?
    /// A condition in `filterLanguage`.
    public var filter: String?
    public var filterLanguage: FilterLanguage
    /// Of the geometries in `filter`.
    public var filterCRS: CRS
    /// Properties that must equal a value, all of them, besides `filter`.
    public var properties: [PropertyCondition]
    public var includesFlagged: Bool
    /// How long finding the rows may take.
    public var budget: StatementBudget

    public init() {
        extentCRS = .wgs84
        filterLanguage = .text
        filterCRS = .wgs84
        properties = []
        includesFlagged = false
        budget = StatementBudget()
    }

    /// Whether nothing is restricted, so that rows with a suspect place stay out and all others take part.
    public var isWhole: Bool { !restricts && !includesFlagged }

    /// Whether every row takes part, suspect or not.
    public var selectsAllRows: Bool { !restricts && includesFlagged }

    private var restricts: Bool {
        extent != nil || datetime != nil || hour != nil || weekday != nil || filter != nil
            || !properties.isEmpty
    }

    /// What the caller chose besides place and time, in the words of the options, for legends and pages.
    public var text: String? {
        let parts =
            properties.map { "\($0.name) = \($0.value)" }
            + [filter, hour.map { "hour \($0)" }, weekday.map { "weekday \($0)" }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// - Throws: `option.invalid`, `filter.malformed`, `property.unknown`; `release.refused` when the
    ///   condition would read a property above the audience.
    public func resolved(for layer: LayerDefinition, zone: String, audience: Audience) throws -> Selection {
        let clock = try ZoneClock(zone: layer.time?.zone ?? zone)
        var selection = Selection(
            extent: extent, extentCRS: extentCRS, filterCRS: filterCRS, includesFlagged: includesFlagged,
            budget: budget)
        if datetime != nil || hour != nil || weekday != nil {
            guard let time = layer.time else {
                throw Fault(
                    .optionInvalid, "Layer “\(layer.id)” has no time property.",
                    remedy: "Leave out --datetime, --hour and --weekday.")
            }
            try ReleaseGate.require(properties: [time.property], of: layer, for: audience)
        }
        selection.interval = try datetime.map { try DatetimeParameter.parse($0, clock: clock) }
        selection.hours = try hour.map { try HourParameter.parse($0) }
        selection.weekdays = try weekday.map { try WeekdayParameter.parse($0) }
        selection.filter = try condition(for: layer, clock: clock, audience: audience)
        return selection
    }

    /// `properties` and `filter` together. They are read against the properties the audience may see, so that
    /// no message tells of the others.
    private func condition(
        for layer: LayerDefinition, clock: ZoneClock, audience: Audience
    ) throws -> Filter? {
        var visible = layer
        var hidden: [String] = []
        visible.properties.removeAll { property in
            let isHidden =
                (try? ReleaseGate.require(properties: [property.name], of: layer, for: audience)) == nil
            if isHidden { hidden.append(property.name) }
            return isHidden
        }
        var conditions: [Filter] = []
        do {
            for property in properties {
                conditions.append(try property.filter(for: visible, clock: clock))
            }
            if let filter {
                conditions.append(try filterLanguage.parse(filter, for: visible, clock: clock))
            }
        } catch {
            if error.code == .propertyUnknown {
                for name in hidden where error.message.contains("“\(name)”") {
                    try ReleaseGate.require(properties: [name], of: layer, for: audience)
                }
            }
            throw error
        }
        guard let first = conditions.first else { return nil }
        return conditions.count == 1 ? first : .and(conditions)
    }
}
