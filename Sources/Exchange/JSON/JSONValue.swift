internal import TabaqaFeatureModel

/// A small JSON text as a tree, for control records; data never goes through it.
indirect enum JSONValue: Equatable {
    case null
    case boolean(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Nil when `bytes` are not one JSON value.
    init?(_ bytes: [UInt8]) {
        var copy = bytes
        let parsed: JSONValue? = copy.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var scanner = JSONScanner(base, end: buffer.count)
            scanner.skipSpace()
            guard let value = try? JSONValue(&scanner) else { return nil }
            scanner.skipSpace()
            return scanner.position == scanner.end ? value : nil
        }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Reads the value at the scanner's position.
    init(_ scanner: inout JSONScanner, depth: Int = 0) throws(JSONFailure) {
        guard depth < 64 else { throw scanner.failure("Nested too deep.") }
        switch scanner.current {
        case 0x22: self = .string(scanner.string(of: try scanner.string()))
        case 0x7B: self = .object(try Self.members(&scanner, depth: depth))
        case 0x5B: self = .array(try Self.elements(&scanner, depth: depth))
        default:
            let start = scanner.position
            try scanner.skipValue()
            let raw = UnsafeBufferPointer(start: scanner.base + start, count: scanner.position - start)
            switch String(decoding: raw, as: UTF8.self) {
            case "null": self = .null
            case "true": self = .boolean(true)
            case "false": self = .boolean(false)
            case let number: self = .number(number)
            }
        }
    }

    private static func members(
        _ scanner: inout JSONScanner, depth: Int
    ) throws(JSONFailure) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        var parser = GeoJSONGeometryParser(scanner: scanner, advice: GeoJSONAdvice())
        parser.scanner.position += 1
        var isFirst = true
        while try parser.member(&isFirst) {
            let name = parser.scanner.string(of: try parser.scanner.string())
            try parser.colon()
            members[name] = try JSONValue(&parser.scanner, depth: depth + 1)
        }
        scanner = parser.scanner
        return members
    }

    private static func elements(_ scanner: inout JSONScanner, depth: Int) throws(JSONFailure) -> [JSONValue]
    {
        var elements: [JSONValue] = []
        scanner.position += 1
        scanner.skipSpace()
        if scanner.current == 0x5D {
            scanner.position += 1
            return []
        }
        while true {
            elements.append(try JSONValue(&scanner, depth: depth + 1))
            scanner.skipSpace()
            if scanner.current == 0x2C {
                scanner.position += 1
                scanner.skipSpace()
            } else {
                try scanner.expect(0x5D)
                return elements
            }
        }
    }

    subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
