/// A condition on declared properties: the tree a CQL2 text expression (OGC 21-065r2) parses into.
public indirect enum Filter: Hashable, Sendable {
    public enum Comparison: String, Sendable {
        case equal = "=", notEqual = "<>", less = "<", lessOrEqual = "<=", greater = ">"
        case greaterOrEqual = ">="
    }

    /// The temporal predicates of CQL2 that make sense between an instant property and a literal.
    public enum TemporalRelation: String, Sendable {
        case after = "T_AFTER", before = "T_BEFORE", during = "T_DURING", equals = "T_EQUALS"
        case intersects = "T_INTERSECTS", disjoint = "T_DISJOINT"
    }

    case and([Filter])
    case or([Filter])
    case not(Filter)
    /// Literals are already typed as the property is; codes are codes.
    case compare(property: String, Comparison, PropertyValue)
    case between(property: String, lower: PropertyValue, upper: PropertyValue)
    case isIn(property: String, [PropertyValue])
    /// `%` any run, `_` one character, `\` escapes; case folded when `foldsCase`.
    case like(property: String, pattern: String, foldsCase: Bool)
    case isNull(property: String)
    case temporal(property: String, TemporalRelation, TimeInterval)
    case literal(Bool)

    /// The names of all properties the condition reads.
    public var properties: Set<String> {
        switch self {
        case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.properties) }
        case .not(let part): part.properties
        case .compare(let name, _, _), .between(let name, _, _), .isIn(let name, _), .like(let name, _, _),
            .isNull(let name), .temporal(let name, _, _):
            [name]
        case .literal: []
        }
    }
}
