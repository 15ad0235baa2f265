/// A condition on a row: the typed tree a CQL2 expression (OGC 21-065r2) parses into.
///
/// Truth is SQL's (ISO/IEC 9075): a condition that meets a null is unknown, and rows take part only where the
/// whole is true.
public indirect enum Filter: Hashable, Sendable {
    public enum Comparison: String, Sendable, CaseIterable {
        case equal = "=", notEqual = "<>", less = "<", lessOrEqual = "<=", greater = ">"
        case greaterOrEqual = ">="

        /// The comparison with its operands exchanged.
        public var mirrored: Comparison {
            switch self {
            case .equal, .notEqual: self
            case .less: .greater
            case .lessOrEqual: .greaterOrEqual
            case .greater: .less
            case .greaterOrEqual: .lessOrEqual
            }
        }
    }

    case and([Filter])
    case or([Filter])
    case not(Filter)
    case literal(Bool)
    /// Literals are already typed as the property they meet is; codes are codes.
    case compare(FilterValue, Comparison, FilterValue)
    /// Both ends included.
    case between(FilterValue, lower: FilterValue, upper: FilterValue)
    case isIn(FilterValue, [FilterValue])
    /// `%` any run, `_` one character, `\` takes the next as it is.
    case like(FilterValue, pattern: String)
    case isNull(FilterValue)
    /// The row has no geometry.
    case hasNoGeometry
    case temporal(TemporalOperand, TemporalRelation, TemporalOperand)
    case spatial(SpatialOperand, SpatialRelation, SpatialOperand)
    case array([FilterValue], ArrayRelation, [FilterValue])
}

extension Filter {
    /// The names of all properties the condition reads, wherever they stand.
    public var properties: Set<String> {
        switch self {
        case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.properties) }
        case .not(let part): part.properties
        case .literal, .hasNoGeometry, .spatial: []
        case .compare(let left, _, let right): left.properties.union(right.properties)
        case .between(let value, let lower, let upper):
            value.properties.union(lower.properties).union(upper.properties)
        case .isIn(let value, let list): list.reduce(into: value.properties) { $0.formUnion($1.properties) }
        case .like(let value, _), .isNull(let value): value.properties
        case .temporal(let left, _, let right): left.properties.union(right.properties)
        case .array(let left, _, let right): (left + right).reduce(into: []) { $0.formUnion($1.properties) }
        }
    }

    /// Whether the condition reads the rows' geometry.
    public var readsGeometry: Bool {
        switch self {
        case .and(let parts), .or(let parts): parts.contains(where: \.readsGeometry)
        case .not(let part): part.readsGeometry
        case .hasNoGeometry: true
        case .spatial(let left, _, let right): left == .geometry || right == .geometry
        case .compare(let left, _, let right): left.readsGeometry || right.readsGeometry
        case .between(let value, let lower, let upper):
            value.readsGeometry || lower.readsGeometry || upper.readsGeometry
        case .isIn(let value, let list): value.readsGeometry || list.contains(where: \.readsGeometry)
        case .like(let value, _), .isNull(let value): value.readsGeometry
        case .array(let left, _, let right): (left + right).contains(where: \.readsGeometry)
        case .literal, .temporal: false
        }
    }
}

extension Filter {
    public static func compare(
        property: String, _ comparison: Comparison, _ value: PropertyValue
    ) -> Filter {
        .compare(.property(property), comparison, .literal(value))
    }

    public static func between(property: String, lower: PropertyValue, upper: PropertyValue) -> Filter {
        .between(.property(property), lower: .literal(lower), upper: .literal(upper))
    }

    public static func isIn(property: String, _ values: [PropertyValue]) -> Filter {
        .isIn(.property(property), values.map(FilterValue.literal))
    }

    /// - Parameter foldsCase: compares the folded property with the folded pattern.
    public static func like(property: String, pattern: String, foldsCase: Bool) -> Filter {
        foldsCase
            ? .like(.folded(.property(property), .letterCase), pattern: TextFolding.foldCase(pattern))
            : .like(.property(property), pattern: pattern)
    }

    public static func isNull(property: String) -> Filter { .isNull(.property(property)) }

    /// - Parameter period: from its first to its last millisecond.
    public static func temporal(
        property: String, _ relation: TemporalRelation, _ period: TimeInterval
    ) -> Filter {
        .temporal(.property(property), relation, .period(period))
    }
}
