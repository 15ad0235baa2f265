public import TabaqaFeatureModel

/// Geometry rules that let every geometry pass, for tests that are not about geometry.
public struct TrustingRules: GeometryRules {
    public init() {}

    public mutating func examine(
        _ batch: inout FeatureBatch, of layer: LayerDefinition
    ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)]) {
        ([FeatureFlags](repeating: [], count: batch.count), [])
    }
}

extension FeatureBatch {
    /// The rows as stores take them. - Throws: `file.malformed` when the layer's own rules refuse one.
    public func validated(for layer: LayerDefinition) throws -> ValidatedBatch {
        var rules = TrustingRules()
        let outcome = try FeatureValidator(layer: layer).validate(
            ObservationBatch(features: self, rows: Array(1...max(1, count))), geometry: &rules)
        if let violation = outcome.violations.first {
            throw Fault(.fileMalformed, "Row \(violation.row) breaks rule “\(violation.reason.rawValue)”.")
        }
        return outcome.valid
    }

    /// A batch of the given features, whose properties follow `layer`.
    public init(_ features: [Feature], of layer: LayerDefinition) {
        self.init(emptyFor: layer)
        for feature in features { append(feature) }
    }
}
