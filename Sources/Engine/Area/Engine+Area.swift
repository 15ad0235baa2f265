public import TabaqaFeatureModel

extension Engine {
    /// - Throws: `release.refused`, `option.invalid`, `geometry.invalid`.
    public func inside(_ request: InsideRequest) throws -> [InsideAnswer] {
        throw Fault(.fileUnsupported, "inside")
    }

    /// One area of `areas` across the observation layers the viewer knows.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - months: how many months of trend.
    /// - Throws: `feature.missing`, `release.refused`.
    public func profile(
        of id: FeatureID, in areas: LayerDefinition, viewer: Viewer, now: Int64, months: Int = 24
    ) throws -> AreaProfile {
        throw Fault(.fileUnsupported, "profile")
    }

    /// Events per day, month or year of local time.
    public func timeline(
        of layer: LayerDefinition, audience: Audience, selection: SelectionRequest, step: TimelineStep
    ) throws -> [TimelineCount] {
        throw Fault(.fileUnsupported, "timeline")
    }

    /// Features whose texts contain `text`, folded as place names are; the closest matches first.
    public func search(_ text: String, viewer: Viewer, limit: Int) throws -> [SearchHit] {
        throw Fault(.fileUnsupported, "search")
    }
}

public enum TimelineStep: String, Sendable, CaseIterable { case day, month, year }

public struct TimelineCount: Sendable, Equatable {
    /// `2026`, `2026-11` or `2026-11-23`, local.
    public var period: String
    public var count: Int

    public init(period: String, count: Int) {
        self.period = period
        self.count = count
    }
}

public struct SearchHit: Sendable, Equatable {
    public var layer: String
    public var id: String
    /// The text that matched, and the property it stands in.
    public var text: String
    public var property: String
    /// In EPSG:4326; of a shape, its extent.
    public var extent: Extent

    public init(layer: String, id: String, text: String, property: String, extent: Extent) {
        self.layer = layer
        self.id = id
        self.text = text
        self.property = property
        self.extent = extent
    }
}
