/// How a choropleth's values are put into classes.
public enum ClassMethod: Hashable, Sendable {
    /// That many classes of about equally many areas, fewer when values repeat.
    case quantile(Int)
    /// Inner breaks in the picture's unit (per 1,000 where rates are shown so), in any order.
    case fixed([Double])
}
