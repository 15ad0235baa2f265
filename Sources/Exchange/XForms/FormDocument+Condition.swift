public import TabaqaFeatureModel

extension FormDocument {
    /// A condition that encodes itself as `FormDocument` tells.
    public struct Condition: Encodable, Sendable {
        public let filter: Filter

        init(_ condition: FormCondition) {
            filter = condition.filter
        }

        public func encode(to encoder: any Encoder) throws {
            try ConditionNode(filter).encode(to: encoder)
        }
    }
}

/// A condition or value as a tree of JSON.
private indirect enum ConditionNode: Encodable {
    case operation(String, [ConditionNode])
    case list([ConditionNode])
    case text(String)
    case integer(Int64)
    case number(Double)
    case truth(Bool)
    case null
    /// One member: `property`, `date` or `timestamp`.
    case named(String, String)

    private enum Key: String, CodingKey {
        case op, args, property, date, timestamp
    }

    init(_ filter: Filter) {
        switch filter {
        case .and(let parts): self = .operation("and", parts.map(Self.init))
        case .or(let parts): self = .operation("or", parts.map(Self.init))
        case .not(let part): self = .operation("not", [Self(part)])
        case .literal(let holds): self = .truth(holds)
        case .compare(let left, let comparison, let right):
            self = .operation(comparison.rawValue, [Self(left), Self(right)])
        case .between(let value, let lower, let upper):
            self = .operation("between", [Self(value), Self(lower), Self(upper)])
        case .isIn(let value, let list): self = .operation("in", [Self(value), .list(list.map(Self.init))])
        case .like(let value, let pattern): self = .operation("like", [Self(value), .text(pattern)])
        case .isNull(let value): self = .operation("isNull", [Self(value)])
        // `FormCondition` lets none of these through.
        case .hasNoGeometry, .temporal, .spatial, .array: self = .null
        }
    }

    init(_ value: FilterValue) {
        switch value {
        case .literal(let literal): self = Self(literal)
        case .property(let name): self = .named(Key.property.rawValue, name)
        case .arithmetic(let left, let operation, let right):
            self = .operation(operation.rawValue, [Self(left), Self(right)])
        case .folded, .function, .truth: self = .null
        }
    }

    init(_ literal: PropertyValue) {
        switch literal {
        case .null: self = .null
        case .text(let text): self = .text(text)
        case .integer(let value): self = .integer(value)
        case .decimal(let value): self = value.isFinite ? .number(value) : .null
        case .boolean(let value): self = .truth(value)
        case .date(let days): self = .named(Key.date.rawValue, CivilDate(daysSince1970: Int(days)).iso)
        case .instant(let instant): self = .named(Key.timestamp.rawValue, InstantText.utc(instant))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .operation(let name, let arguments):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .op)
            try container.encode(arguments, forKey: .args)
        case .named(let name, let value):
            var container = encoder.container(keyedBy: Key.self)
            if let key = Key(rawValue: name) { try container.encode(value, forKey: key) }
        case .list(let values): try values.encode(to: encoder)
        case .text(let text): try text.encode(to: encoder)
        case .integer(let value): try value.encode(to: encoder)
        case .number(let value): try value.encode(to: encoder)
        case .truth(let holds): try holds.encode(to: encoder)
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        }
    }
}
