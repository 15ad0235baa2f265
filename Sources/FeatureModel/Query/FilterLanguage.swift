/// The encodings of a filter, by the names `filter-lang` has for them.
public enum FilterLanguage: String, Sendable, CaseIterable {
    case text = "cql2-text"
    case json = "cql2-json"

    /// Reads a filter in this language; see `CQL2Text.parse` and `CQL2JSON.parse`.
    public func parse(
        _ text: String, for layer: LayerDefinition, clock: ZoneClock
    ) throws(Fault) -> Filter {
        switch self {
        case .text: try CQL2Text.parse(text, for: layer, clock: clock)
        case .json: try CQL2JSON.parse(text, for: layer, clock: clock)
        }
    }
}
