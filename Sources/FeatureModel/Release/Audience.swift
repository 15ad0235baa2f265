/// For whom an output is made.
public enum Audience: String, Sendable, CaseIterable {
    /// Anyone.
    case `public`
    /// Staff of the departments.
    case department
    /// Those entitled to exact data of guarded layers.
    case exact
}
