/// How a layer keeps its duty. Instants are milliseconds since 1970.
public struct LayerStatus: Sendable, Equatable {
    public var layer: String
    public var department: String
    public var title: String
    public var steward: String?
    /// Whether the audience may not see the numbers; they are nil then.
    public var isWithheld: Bool
    public var rows: Int?
    /// The newest record's time: of the layer's time property, else of the last change.
    public var newest: Int64?
    /// ISO 8601 duration of the duty to update.
    public var every: String?
    /// When the next update is due.
    public var due: Int64?
    /// Milliseconds past due; nil when nothing is due.
    public var overdue: Int64?
    /// Flagged rows over rows.
    public var flaggedShare: Double?
}
