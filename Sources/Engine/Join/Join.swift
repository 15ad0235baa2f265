public import TabaqaFeatureModel

/// A computed and released join.
public struct Join: Sendable {
    public let points: LayerDefinition
    public let areas: LayerDefinition
    public let table: Released<JoinTable>
    /// The selection's filter and interval as the caller wrote them.
    public let selection: SelectionRequest
    /// Whether small counts, and with them the totals, are withheld.
    public let isWithheld: Bool
}
