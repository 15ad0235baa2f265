/// The geometric half of validation. FeatureModel has no geometry library, so whoever validates must bring
/// one; there is no default, so it cannot be forgotten.
public protocol GeometryRules {
    /// Flags or violations for each row of `batch`, whose geometry is in the layer's CRS. May repair
    /// geometry in place.
    ///
    /// - Returns: per row the flags to add, and the violations (by row index of `batch`, not source row).
    mutating func examine(
        _ batch: inout FeatureBatch, of layer: LayerDefinition
    ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)])
}
