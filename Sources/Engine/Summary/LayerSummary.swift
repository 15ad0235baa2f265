public import TabaqaFeatureModel

/// What a catalogue entry says about a layer's rows.
public struct LayerSummary: Sendable, Equatable {
    public var rows: Int
    /// Of the trusted places, in degrees; empty where there is none.
    public var extent: Extent
    /// Of the time property; nil without one or without rows.
    public var timeSpan: TimeInterval?
    public var revision: Int64
}
