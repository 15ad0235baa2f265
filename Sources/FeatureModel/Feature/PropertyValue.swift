/// One property's value. Instants are milliseconds since 1970-01-01T00:00Z; dates are days since 1970-01-01.
public enum PropertyValue: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case decimal(Double)
    case boolean(Bool)
    case date(Int32)
    case instant(Int64)

    public var isNull: Bool { self == .null }

    /// The value as a number, for integers and decimals.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .decimal(let value): value
        default: nil
        }
    }
}
