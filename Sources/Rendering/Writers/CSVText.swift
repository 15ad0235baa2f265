public import TabaqaFeatureModel

/// The parts of a CSV file as `CSVWriter` writes it, for those who make them one by one.
public enum CSVText {
    /// The line of column names with its line end: the same for all batches of a file.
    public static func header(_ batch: Released<FeatureBatch>) -> [UInt8] {
        CSVTable(rowsOf: batch.value).header
    }

    /// The lines of the rows.
    public static func rows(_ batch: Released<FeatureBatch>) -> [UInt8] {
        let table = CSVTable(rowsOf: batch.value)
        var text = ByteText(capacity: 128 * max(16, table.count))
        table.append(0..<table.count, to: &text)
        return text.array
    }
}
