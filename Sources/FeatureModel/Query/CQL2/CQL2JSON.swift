/// Conditions written in CQL2 JSON (OGC 21-065r2); the limits and the meaning are those of `CQL2Text`.
public enum CQL2JSON {
    /// Every operator is two brackets; GeoJSON adds at most six.
    private static let deepestBrackets = 2 * CQL2Text.deepestNesting + 8

    /// Reads `text` and types its literals as `CQL2Text.parse` does: equal conditions give equal trees.
    ///
    /// - Throws: `filter.malformed` with the character (byte, from 1) at fault; `property.unknown`.
    public static func parse(
        _ text: String, for layer: LayerDefinition, clock: ZoneClock
    ) throws(Fault) -> Filter {
        try CQL2Text.checkLength(text)
        let document = try JSONReader.parse(text, depth: deepestBrackets)
        var reader = CQL2JSONReader(clock: clock)
        return try CQL2Typing(layer: layer, clock: clock).condition(reader.node(document))
    }
}

/// Makes expressions of JSON objects.
struct CQL2JSONReader {
    let clock: ZoneClock
    private var allowance = CQL2Allowance()

    init(clock: ZoneClock) {
        self.clock = clock
    }

    mutating func node(_ value: JSONValue) throws(Fault) -> CQL2Node {
        switch value {
        case .string(let text, _): return .text(text, token(value))
        case .number(let text, _): return .number(text, token(value))
        case .truth(let holds, _):
            try allowance.count(token(value))
            return .truth(holds, token(value))
        case .array(let elements, _): return .array(try nodes(elements), token(value))
        case .object(let members, _): return try object(members, value)
        case .null: throw fault("Nothing compares with null", value, remedy: "Write the operator isNull.")
        }
    }

    private mutating func nodes(_ values: [JSONValue]) throws(Fault) -> [CQL2Node] {
        try allowance.descend(at: values.first.map(token) ?? CQL2Token(kind: .end, position: 1))
        defer { allowance.ascend() }
        var nodes: [CQL2Node] = []
        for value in values { nodes.append(try node(value)) }
        return nodes
    }

    private mutating func object(
        _ members: [String: JSONValue], _ value: JSONValue
    ) throws(Fault) -> CQL2Node {
        if let op = members["op"] { return try operation(op, members["args"], value) }
        if case .string(let name, _)? = members["property"] { return .property(name, token(value, name)) }
        if case .string(let text, _)? = members["date"] ?? members["timestamp"] {
            let token = token(value, text)
            return .instant(try CQL2Typing.period(text, token, clock), token)
        }
        if case .array(let ends, _)? = members["interval"] {
            guard ends.count == 2 else { throw fault("An interval has two ends", value) }
            return .interval(try bound(ends[0]), try bound(ends[1]), token(value))
        }
        if case .array(let numbers, _)? = members["bbox"], members["type"] == nil {
            var box: [Double] = []
            for number in numbers { box.append(try self.number(number)) }
            return .box(try CQL2Typing.box(box, token(value)), token(value))
        }
        if members["type"] != nil { return .geometry(try geometry(value, depth: 0), token(value)) }
        throw fault(
            "Expected an object with op, property, date, timestamp, interval, bbox or type", value)
    }

    private mutating func operation(
        _ op: JSONValue, _ args: JSONValue?, _ value: JSONValue
    ) throws(Fault) -> CQL2Node {
        guard case .string(let name, _) = op, case .array(let operands, _)? = args else {
            throw fault("An operation needs the text op and the array args", value)
        }
        let token = token(value, name)
        let lower = name.lowercased()
        let isConnective = lower == "and" || lower == "or" || lower == "not"
        if !isConnective { try allowance.count(token) }
        guard lower == "not" ? operands.count == 1 : !isConnective || operands.count >= 2 else {
            throw fault(
                lower == "not" ? "not takes one operand" : "\(lower) takes two operands or more", value)
        }
        let node = CQL2Node.call(lower, try nodes(operands), token)
        if node.isCondition || CQL2Typing.isStandard(lower)
            || FilterValue.Arithmetic(rawValue: lower) != nil
        {
            return node
        }
        if case .call(_, let operands, _) = node { return .call(name, operands, token) }
        return node
    }

    private mutating func bound(_ value: JSONValue) throws(Fault) -> CQL2Node {
        guard case .string(let text, _) = value else { return try node(value) }
        let token = token(value)
        return text == ".." ? .open(token) : .instant(try CQL2Typing.period(text, token, clock), token)
    }

    func number(_ value: JSONValue) throws(Fault) -> Double {
        guard case .number(let text, _) = value else { throw fault("Expected a number", value) }
        return try CQL2Typing.number(text, token(value))
    }

    /// - Parameter text: what messages show for an object.
    private func token(_ value: JSONValue, _ text: String? = nil) -> CQL2Token {
        let kind: CQL2Token.Kind =
            switch value {
            case .string(let text, _): .text(text)
            case .number(let text, _): .number(text)
            case .truth(let holds, _): .word(holds ? "true" : "false")
            case .null: .word("null")
            case .array: .symbol("[")
            case .object: text.map(CQL2Token.Kind.word) ?? .symbol("{")
            }
        return CQL2Token(kind: kind, position: value.position)
    }

    private func token(_ value: JSONValue) -> CQL2Token { token(value, nil) }

    func fault(_ message: String, _ value: JSONValue, remedy: String? = nil) -> Fault {
        Fault(.filterMalformed, "\(message) at character \(value.position).", remedy: remedy)
    }
}
