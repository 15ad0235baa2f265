public import TabaqaFeatureModel

/// The rows a selection answers, and those it had to leave out.
public struct SelectedRows: Sendable {
    /// Rows that satisfy the selection and have a usable place (where one is asked for).
    public var rows: RowMask
    /// `rows.population`.
    public var used: Int
    /// Rows that satisfy the rest of the selection but whose place is missing or suspect.
    public var unplacedRows: RowMask
    /// `unplacedRows.population`.
    public var unplaced: Int
    /// `used + unplaced`.
    public var total: Int { used + unplaced }
    /// Selected rows that do not take part, by reason: `suspect place`, `no place`, `no time`, `no time of
    /// day`.
    public var leftOut: [DensityDescription.LeftOut]
}
