/// A value of a filter that knows what it is.
enum CQL2Operand {
    /// What values can be compared with each other.
    enum Class: String {
        case text = "a text", number = "a number", truth = "TRUE or FALSE", time = "a date"

        init(_ type: PropertyType) {
            switch type {
            case .integer, .decimal: self = .number
            case .boolean: self = .truth
            case .date, .dateTime: self = .time
            case .string, .code, .photo, .audio, .video, .file, .records: self = .text
            }
        }
    }

    /// A text, number, truth or instant.
    case literal(CQL2Node)
    case property(PropertyDefinition, CQL2Token)
    case computed(FilterValue, Class, CQL2Token)

    var token: CQL2Token {
        switch self {
        case .literal(let node): node.token
        case .property(_, let token), .computed(_, _, let token): token
        }
    }

    /// A property's or computed value's.
    var kind: Class {
        switch self {
        case .literal(.number): .number
        case .literal(.truth): .truth
        case .literal(.instant): .time
        case .literal: .text
        case .property(let property, _): Class(property.type)
        case .computed(_, let kind, _): kind
        }
    }

    var isLiteral: Bool { if case .literal = self { true } else { false } }
}

extension CQL2Typing {
    /// - Throws: `filter.malformed` for what is no single value, `property.unknown`.
    func value(_ node: CQL2Node) throws(Fault) -> CQL2Operand {
        switch node {
        case .text, .number, .truth, .instant: return .literal(node)
        case .property(let name, let token): return .property(try property(name, token), token)
        case .call(let name, let operands, let token):
            if let operation = FilterValue.Arithmetic(rawValue: name) {
                try require(2, operands, name, token)
                return try arithmetic(number(operands[0]), operation, number(operands[1]), token)
            }
            if let folding = FilterValue.Folding(rawValue: name) {
                try require(1, operands, name, token)
                return try folded(value(operands[0]), folding, token)
            }
            if node.isCondition { return .computed(.truth(try condition(node)), .truth, token) }
            return try function(name, operands, token)
        case .open(let token), .interval(_, _, let token), .geometry(_, let token), .box(_, let token),
            .array(_, let token):
            throw fault("Expected a single value in the filter, found \(token.description)", token)
        }
    }

    /// The tree of a value.
    func tree(_ operand: CQL2Operand) throws(Fault) -> FilterValue {
        switch operand {
        case .literal(let node): .literal(try plain(node))
        case .property(let property, _): .property(property.name)
        case .computed(let value, _, _): value
        }
    }

    /// A literal by itself.
    func plain(_ node: CQL2Node) throws(Fault) -> PropertyValue {
        switch node {
        case .text(let text, _): return .text(text)
        case .truth(let holds, _): return .boolean(holds)
        case .instant(let period, _): return .instant(period.start ?? .min + 1)
        case .number(let text, let token):
            if let whole = Int64(text), whole != .min { return .integer(whole) }
            return .decimal(try Self.number(text, token))
        default: throw fault("Expected a single value in the filter", node.token)
        }
    }

    private func number(_ node: CQL2Node) throws(Fault) -> CQL2Operand {
        let operand = try value(node)
        guard operand.kind == .number else {
            throw fault("Only numbers can be reckoned with, not \(operand.token.description)", operand.token)
        }
        return operand
    }

    /// Literals are worked out at once.
    private func arithmetic(
        _ left: CQL2Operand, _ operation: FilterValue.Arithmetic, _ right: CQL2Operand, _ token: CQL2Token
    ) throws(Fault) -> CQL2Operand {
        let (a, b) = (try tree(left), try tree(right))
        guard case .literal(let first) = a, case .literal(let second) = b else {
            return .computed(.arithmetic(a, operation, b), .number, token)
        }
        let result = operation.apply(first.number ?? .nan, second.number ?? .nan)
        guard result.isFinite else { return .computed(.literal(.null), .number, token) }
        let isWhole = result == result.rounded() && abs(result) < 9e15
        return .literal(.number(isWhole ? String(Int64(result)) : String(result), token))
    }

    private func folded(
        _ operand: CQL2Operand, _ folding: FilterValue.Folding, _ token: CQL2Token
    ) throws(Fault) -> CQL2Operand {
        try requireText(operand, folding.rawValue.uppercased())
        if case .literal(.text(let text, let place)) = operand {
            return .literal(.text(folding.apply(text), place))
        }
        return .computed(.folded(try tree(operand), folding), .text, token)
    }

    func requireText(_ operand: CQL2Operand, _ name: String) throws(Fault) {
        if operand.kind == .text { return }
        let what =
            if case .property(let property, _) = operand {
                "but property “\(property.name)” is of type \(property.type.rawValue)"
            } else { "not \(operand.token.description)" }
        throw fault("\(name) needs a text, \(what)", operand.token)
    }

    private func function(
        _ name: String, _ operands: [CQL2Node], _ token: CQL2Token
    ) throws(Fault) -> CQL2Operand {
        guard let function = FilterFunction(rawValue: name.lowercased()) else {
            throw fault(
                "The function \(name.prefix(60)) is not known", token,
                remedy: "Known: " + FilterFunction.allCases.map(\.rawValue).joined(separator: ", ")
                    + ", CASEI, ACCENTI.")
        }
        try require(1, operands, name, token)
        let operand = try value(operands[0])
        guard case .property(let property, _) = operand, operand.kind == .time else {
            throw fault("The function \(name) needs a property that is a date or time", operand.token)
        }
        return .computed(.function(function, .property(property.name)), .number, token)
    }
}

extension FilterValue.Folding {
    public func apply(_ text: String) -> String {
        switch self {
        case .letterCase: TextFolding.foldCase(text)
        case .accents: TextFolding.foldAccents(text)
        }
    }
}
