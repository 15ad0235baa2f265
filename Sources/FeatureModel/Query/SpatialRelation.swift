/// The spatial predicates of CQL2: the relations of simple features (OGC 06-103r4).
public enum SpatialRelation: String, Sendable, CaseIterable {
    case intersects = "s_intersects", equals = "s_equals", disjoint = "s_disjoint", touches = "s_touches"
    case within = "s_within", overlaps = "s_overlaps", crosses = "s_crosses", contains = "s_contains"

    /// The relation with its operands exchanged.
    public var mirrored: SpatialRelation {
        switch self {
        case .within: .contains
        case .contains: .within
        default: self
        }
    }
}

/// What a spatial predicate compares.
public enum SpatialOperand: Hashable, Sendable {
    /// The row's geometry.
    case geometry
    /// In the CRS of the filter.
    case literal(Geometry)
    /// In the CRS of the filter; two where the box crosses the 180th meridian.
    case boxes([Extent])
}

/// The array predicates of CQL2: arrays are compared as sets.
public enum ArrayRelation: String, Sendable, CaseIterable {
    case contains = "a_contains", containedBy = "a_containedby", equals = "a_equals", overlaps = "a_overlaps"
}
