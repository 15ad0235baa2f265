public import TabaqaFeatureModel

/// Records as a file holds them, column by column: text not yet decoded against a layer.
///
/// Every array that is not nil has one element per record. Records with violations are in the batch too, so
/// that `rows.count` is what was read; `RecordDecoder` leaves them out.
public struct RecordBatch: Sendable {
    /// Record numbers in the source, from 1, header excluded.
    public var rows: [Int]
    /// The line each record starts on, from 1, where the format has lines.
    public var lines: [Int]?
    /// The columns met so far, as the file names them; later batches may have more, never fewer.
    public var names: [String]
    /// Raw text per column, parallel to `names`. A cell that is empty or absent is null or of length 0.
    public var cells: [TextColumn]
    /// In the reader's CRS; nil where the source has no places at all.
    public var geometry: GeometryColumn?
    /// The records' own ids (GeoJSON `id`).
    public var ids: TextColumn?
    /// What is wrong with records so far; by the record's number.
    public var violations: [Violation]

    public init(
        rows: [Int], lines: [Int]? = nil, names: [String], cells: [TextColumn],
        geometry: GeometryColumn? = nil, ids: TextColumn? = nil, violations: [Violation] = []
    ) {
        self.rows = rows
        self.lines = lines
        self.names = names
        self.cells = cells
        self.geometry = geometry
        self.ids = ids
        self.violations = violations
    }

    /// How many records were read.
    public var count: Int { rows.count }

    /// The cell of `column` in row `row` of this batch; nil when empty or absent.
    public func cell(_ column: String, _ row: Int) -> String? {
        guard let index = names.firstIndex(of: column), row < cells[index].count else { return nil }
        let text = cells[index][row]
        return text?.isEmpty == true ? nil : text
    }
}
