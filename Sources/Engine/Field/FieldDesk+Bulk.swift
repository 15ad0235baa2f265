public import TabaqaFeatureModel

/// What became of one line of a bulk.
public struct BulkLine: Sendable {
    public enum Outcome: String, Sendable, CaseIterable {
        /// New, and on disk.
        case stored
        /// There already with the same content.
        case known
        /// Its id is there with other content, which was left alone.
        case conflicting
        /// Breaks the layer's rules: see `violations`; or is no GeoJSON feature: see `fault`.
        case invalid
    }

    /// In the body, blank ones counted, from 1.
    public var line: Int
    /// The feature's own, else made of its key or its content; nil where it is no feature.
    public var id: FeatureID?
    public var outcome: Outcome
    public var violations: [Violation]
    public var fault: Fault?

    init(
        line: Int, id: FeatureID? = nil, outcome: Outcome, violations: [Violation] = [], fault: Fault? = nil
    ) {
        self.line = line
        self.id = id
        self.outcome = outcome
        self.violations = violations
        self.fault = fault
    }
}

extension FieldDesk {
    /// Begins many new features at once: GeoJSON features one per line (RFC 8142 or newline-delimited), stored in
    /// batches, each as one revision. They are the office's own: they go through no review.
    ///
    /// - Throws: `layer.unknown` where the store lacks the layer.
    public func bulk(into layer: LayerDefinition, from sender: Sender, at now: Int64) throws -> BulkIntake {
        try BulkIntake(self, layer, sender, now)
    }
}
