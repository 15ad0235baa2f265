internal import Glibc

/// A value computed for every row.
public indirect enum FilterValue: Hashable, Sendable {
    public enum Arithmetic: String, Sendable, CaseIterable {
        case add = "+", subtract = "-", multiply = "*", divide = "/", remainder = "%", power = "^"
        /// The whole part of the quotient, cut towards zero.
        case quotient = "div"
    }

    /// What a comparison is to overlook in a text.
    public enum Folding: String, Sendable {
        /// `CASEI`.
        case letterCase = "casei"
        /// `ACCENTI`.
        case accents = "accenti"
    }

    case literal(PropertyValue)
    case property(String)
    /// In 64-bit floating point; null when an operand is, and when the result is no finite number.
    case arithmetic(FilterValue, Arithmetic, FilterValue)
    case folded(FilterValue, Folding)
    case function(FilterFunction, FilterValue)
    /// A condition's truth as a boolean; unknown is null.
    case truth(Filter)

    public var properties: Set<String> {
        switch self {
        case .literal: []
        case .property(let name): [name]
        case .arithmetic(let left, _, let right): left.properties.union(right.properties)
        case .folded(let value, _), .function(_, let value): value.properties
        case .truth(let filter): filter.properties
        }
    }

    var readsGeometry: Bool {
        switch self {
        case .literal, .property: false
        case .arithmetic(let left, _, let right): left.readsGeometry || right.readsGeometry
        case .folded(let value, _), .function(_, let value): value.readsGeometry
        case .truth(let filter): filter.readsGeometry
        }
    }
}

extension FilterValue.Arithmetic {
    /// NaN stands for null, on either side.
    public func apply(_ left: Double, _ right: Double) -> Double {
        let result: Double =
            switch self {
            case .add: left + right
            case .subtract: left - right
            case .multiply: left * right
            case .divide: left / right
            case .remainder: left.truncatingRemainder(dividingBy: right)
            case .power: Self.power(left, right)
            case .quotient: (left / right).rounded(.towardZero)
            }
        return result.isFinite ? result : .nan
    }

    private static func power(_ base: Double, _ exponent: Double) -> Double {
        // C's pow makes 1 of NaN^0 and 1^NaN, but null stays null.
        base.isNaN || exponent.isNaN ? .nan : pow(base, exponent)
    }
}
