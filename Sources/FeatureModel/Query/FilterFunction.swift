/// The functions filters may call besides the standard's own operators: parts of a date or time in the layer's
/// zone.
public enum FilterFunction: String, Sendable, CaseIterable {
    case year, month, day
    /// Local hour 0–23; null for a date.
    case hour
    /// ISO weekday, Monday 1 … Sunday 7.
    case weekday
}
