public import TabaqaFeatureModel

/// Writes rows as CSV (RFC 4180): UTF-8, comma, CRLF, quotes only where needed, numbers with a point, dates
/// in ISO 8601, instants in UTC, null as nothing.
///
/// Values are written as they are. A spreadsheet that takes a text beginning with `=`, `+`, `-` or `@` for a
/// formula does so on its own account; open files of unknown origin as text.
public struct CSVWriter {
    private var sink: any ByteSink
    private let marksByteOrder: Bool
    private var header: [UInt8]?

    /// - Parameter marksByteOrder: leads the file by U+FEFF, from which Excel learns that it is UTF-8.
    public init(to sink: any ByteSink, marksByteOrder: Bool = false) {
        self.sink = sink
        self.marksByteOrder = marksByteOrder
    }

    /// Writes rows: `id`, then `x,y` of points or `wkt` of other shapes, then the properties. The header
    /// comes with the first batch. Where a property has one of these names, the column of ours gets a leading
    /// `_`.
    ///
    /// - Throws: `option.invalid` when the batch has other columns than the first, and what the sink throws.
    public mutating func append(_ batch: Released<FeatureBatch>) throws {
        try append(CSVTable(rowsOf: batch.value))
    }

    /// Writes a join. Aggregated: the areas' key and properties, then the measures; the last row's key is
    /// `unassigned`. Of `--each`: one row per event with its place.
    ///
    /// - Parameter key: the areas' key property; without one, `id` takes its place.
    public mutating func append(_ join: Released<JoinTable>, key: String?) throws {
        try append(CSVTable(join.value, key: key))
    }

    private mutating func append(_ table: CSVTable) throws {
        var text = ByteText(capacity: 1 << 19)
        if let header {
            guard header == table.header else {
                throw Fault(.optionInvalid, "Rows with other columns cannot join this CSV file.")
            }
        } else {
            header = table.header
            if marksByteOrder { text.append([0xEF, 0xBB, 0xBF]) }
            text.append(table.header)
        }
        for row in 0..<table.count {
            table.append(row..<row + 1, to: &text)
            try text.drain(into: &sink)
        }
        try text.drain(into: &sink, over: 0)
    }
}
