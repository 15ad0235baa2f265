internal import CSpatialite
internal import TabaqaFeatureModel

enum CellComparison {
    /// Whether a stored cell holds the value of `values` at `row`, whatever its spelling.
    static func equal(_ statement: OpaquePointer, _ column: Int32, _ values: PropertyColumn, _ row: Int)
        -> Bool
    {
        switch values {
        case .text(let texts):
            return texts.withUTF8(row) { incoming in
                guard let stored = cellText(statement, column) else { return incoming == nil }
                return incoming.map { $0.elementsEqual(stored) } ?? false
            }
        default:
            let reader = ColumnReader.reader(StorageDefinition.ColumnType(of: values))
            reader.append(statement, column)
            return reader.take()[0] == values[row]
        }
    }
}
