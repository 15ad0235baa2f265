public import TabaqaFeatureModel

/// Which rows take part, as a caller writes it; resolved against a layer before use.
public struct SelectionRequest: Sendable, Equatable {
    public var extent: Extent?
    public var extentCRS: CRS
    /// `2024-01-01/2024-12-31`, `../2024`, `2024-03` …
    public var datetime: String?
    /// `22-5`, `8,9,17-19`.
    public var hour: String?
    /// `mon-fri`, `6,7`.
    public var weekday: String?
    /// CQL2 text.
    public var filter: String?
    public var includesFlagged: Bool

    public init() {
        extentCRS = .wgs84
        includesFlagged = false
    }

    /// Whether nothing is restricted, so that rows with a suspect place stay out and all others take part.
    public var isWhole: Bool { !restricts && !includesFlagged }

    /// Whether every row takes part, suspect or not.
    public var selectsAllRows: Bool { !restricts && includesFlagged }

    private var restricts: Bool {
        extent != nil || datetime != nil || hour != nil || weekday != nil || filter != nil
    }

    /// What the caller chose besides place and time, in the words of the options, for legends and pages.
    public var text: String? {
        let parts = [filter, hour.map { "hour \($0)" }, weekday.map { "weekday \($0)" }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// - Throws: `option.invalid`, `filter.malformed`, `property.unknown`; `release.refused` when the
    ///   condition would read a property above the audience.
    public func resolved(for layer: LayerDefinition, zone: String, audience: Audience) throws -> Selection {
        let clock = try ZoneClock(zone: layer.time?.zone ?? zone)
        var selection = Selection(extent: extent, extentCRS: extentCRS, includesFlagged: includesFlagged)
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
        if let filter {
            let condition = try CQL2Text.parse(filter, for: layer, clock: clock)
            try ReleaseGate.require(properties: condition.properties, of: layer, for: audience)
            selection.filter = condition
        }
        return selection
    }
}
