internal import TabaqaExchange
public import TabaqaFeatureModel

extension Engine {
    /// Writes rejected rows as CSV with the columns row, reason, column, value.
    ///
    /// - Throws: `file.unwritable`.
    public func writeRejects(_ violations: [Violation], to path: String) throws {
        try RejectsWriter.write(violations, to: path)
    }
}
