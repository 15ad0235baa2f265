/// The result of joining a layer to another, as a table.
///
/// Of an aggregating join: one row per area with the area's properties, then the measures; the last row is
/// `unassigned` and has no geometry, so that the counts add up to n. Of `--each`: one row per event.
public struct JoinTable: Sendable, Equatable {
    /// `ids` are the areas' feature ids (`unassigned` for the last row), or the events'.
    public var table: FeatureBatch
    /// The names of the measure columns in `table`, in order: `count`, `sum_P`, `rate_P` …
    public var measures: [String]
    public var description: JoinDescription

    public init(table: FeatureBatch, measures: [String], description: JoinDescription) {
        self.table = table
        self.measures = measures
        self.description = description
    }
}
