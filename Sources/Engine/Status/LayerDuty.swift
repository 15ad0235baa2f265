public import TabaqaFeatureModel

/// How a layer keeps its duty, how full its rows are, and what the field owes it.
public struct LayerDuty: Sendable, Equatable {
    public var status: LayerStatus
    /// The department's id.
    public var department: String
    /// IANA name of the zone days are told in.
    public var zone: String
    /// Filled values over all values of the properties the audience may see, by a sample of rows; nil where there is no
    /// row or the numbers are withheld.
    public var completeness: Double?
    /// The same of required properties alone; nil where none is required.
    public var requiredCompleteness: Double?
    /// What the field sent; nil to the public, for withheld numbers, and where nothing came from the field.
    public var tally: FieldTally?
    /// Records of each of the last days, oldest first, today last; empty where they are not known.
    public var trend: [Int]
    /// Whether the trend counts what arrived from the field; else it counts by the layer's own time.
    public var isTrendOfReception: Bool

    /// Whether files of observations are missing for longer than they may.
    public var isMissingFiles: Bool { (tally?.late ?? 0) > 0 }
}
