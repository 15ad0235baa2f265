public import TabaqaFeatureModel

/// What became of every row of an import: `read = stored + rejected`, `flagged ⊂ stored`.
public struct ImportReport: Sendable, Equatable {
    public var layer: String
    public var file: String
    public var read = 0
    /// Inserted, updated and unchanged together.
    public var stored = 0
    public var inserted = 0
    public var updated = 0
    public var unchanged = 0
    /// Stored rows with at least one flag.
    public var flaggedRows = 0
    /// Stored rows per flag; a row may carry several.
    public var flagged: [String: Int] = [:]
    public var rejectedRows = 0
    /// Rejected rows by their first reason.
    public var rejected: [String: Int] = [:]
    /// Polygons repaired.
    public var repaired = 0
    public var warnings: [String] = []
    public var violations: [Violation] = []
    /// The layer's revision after the import.
    public var revision: Int64 = 0
    public var seconds: Double = 0

    public init(layer: String, file: String) {
        self.layer = layer
        self.file = file
    }
}
