import TabaqaFeatureModel

/// A vector tile read back by the letter of the specification (Mapbox Vector Tile 2.1), sharing nothing with what
/// wrote it.
struct DecodedTile {
    struct Feature {
        var id: UInt64?
        var type = 0
        var properties: [String: PropertyValue] = [:]
        /// Each part as its positions; rings without the closing one.
        var parts: [[(x: Int, y: Int)]] = []
    }

    struct Layer {
        var version = 0
        var name = ""
        var extent = 4096
        var features: [Feature] = []
        var keys: [String] = []
        var values: [PropertyValue] = []
    }

    struct Malformed: Error, CustomStringConvertible {
        var description: String
    }

    var layers: [Layer] = []

    subscript(name: String) -> Layer? { layers.first { $0.name == name } }

    init(_ bytes: [UInt8]) throws {
        var reader = Reader(bytes[...])
        while let field = try reader.field() {
            guard field.number == 3, case .bytes(let body) = field.value else {
                throw Malformed(description: "field \(field.number) in tile")
            }
            layers.append(try Self.layer(body))
        }
    }

    private static func layer(_ bytes: ArraySlice<UInt8>) throws -> Layer {
        var layer = Layer()
        var raw: [ArraySlice<UInt8>] = []
        var reader = Reader(bytes)
        while let field = try reader.field() {
            switch (field.number, field.value) {
            case (15, .varint(let version)): layer.version = Int(version)
            case (1, .bytes(let text)): layer.name = try string(text)
            case (2, .bytes(let body)): raw.append(body)
            case (3, .bytes(let text)): layer.keys.append(try string(text))
            case (4, .bytes(let body)): layer.values.append(try value(body))
            case (5, .varint(let extent)): layer.extent = Int(extent)
            default: throw Malformed(description: "field \(field.number) in layer")
            }
        }
        layer.features = try raw.map { try feature($0, layer) }
        return layer
    }

    private static func string(_ bytes: ArraySlice<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Malformed(description: "text is not UTF-8")
        }
        return text
    }

    private static func value(_ bytes: ArraySlice<UInt8>) throws -> PropertyValue {
        var reader = Reader(bytes)
        guard let field = try reader.field() else { throw Malformed(description: "empty value") }
        guard try reader.field() == nil else { throw Malformed(description: "value with two kinds") }
        switch (field.number, field.value) {
        case (1, .bytes(let text)): return .text(try string(text))
        case (3, .fixed(let bits)): return .decimal(Double(bitPattern: bits))
        case (5, .varint(let number)): return .integer(Int64(number))
        case (6, .varint(let number)):
            return .integer(Int64(bitPattern: number >> 1) ^ -Int64(number & 1))
        case (7, .varint(let truth)): return .boolean(truth == 1)
        default: throw Malformed(description: "value of kind \(field.number)")
        }
    }

    private static func feature(_ bytes: ArraySlice<UInt8>, _ layer: Layer) throws -> Feature {
        var feature = Feature()
        var reader = Reader(bytes)
        while let field = try reader.field() {
            switch (field.number, field.value) {
            case (1, .varint(let id)): feature.id = id
            case (2, .bytes(let tags)):
                let numbers = try Reader.varints(tags)
                guard numbers.count.isMultiple(of: 2) else { throw Malformed(description: "odd tags") }
                for index in stride(from: 0, to: numbers.count, by: 2) {
                    let (key, value) = (Int(numbers[index]), Int(numbers[index + 1]))
                    guard key < layer.keys.count, value < layer.values.count,
                        feature.properties[layer.keys[key]] == nil
                    else { throw Malformed(description: "tags \(key), \(value)") }
                    feature.properties[layer.keys[key]] = layer.values[value]
                }
            case (3, .varint(let type)): feature.type = Int(type)
            case (4, .bytes(let commands)): feature.parts = try parts(try Reader.varints(commands))
            default: throw Malformed(description: "field \(field.number) in feature")
            }
        }
        return feature
    }

    private static func parts(_ numbers: [UInt64]) throws -> [[(x: Int, y: Int)]] {
        var parts: [[(x: Int, y: Int)]] = []
        var (x, y, at) = (0, 0, 0)
        while at < numbers.count {
            let (command, count) = (numbers[at] & 7, Int(numbers[at] >> 3))
            at += 1
            if command == 7 {
                guard count == 1, (parts.last?.count ?? 0) >= 3 else {
                    throw Malformed(description: "bad ClosePath")
                }
                continue
            }
            guard command == 1 || command == 2, count > 0, at + 2 * count <= numbers.count else {
                throw Malformed(description: "command \(command) × \(count)")
            }
            for _ in 0..<count {
                let steps = (numbers[at], numbers[at + 1])
                at += 2
                x += Int(steps.0 >> 1) ^ -Int(steps.0 & 1)
                y += Int(steps.1 >> 1) ^ -Int(steps.1 & 1)
                if command == 1 {
                    parts.append([(x, y)])
                } else {
                    guard !parts.isEmpty, steps != (0, 0) else {
                        throw Malformed(description: "step of no length")
                    }
                    parts[parts.count - 1].append((x, y))
                }
            }
        }
        return parts
    }

    private struct Reader {
        enum Value {
            case varint(UInt64)
            case fixed(UInt64)
            case bytes(ArraySlice<UInt8>)
        }

        private var rest: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

        static func varints(_ bytes: ArraySlice<UInt8>) throws -> [UInt64] {
            var reader = Reader(bytes)
            var numbers: [UInt64] = []
            while !reader.rest.isEmpty { numbers.append(try reader.varint()) }
            return numbers
        }

        private mutating func varint() throws -> UInt64 {
            var number: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 70, by: 7) {
                guard let byte = rest.popFirst() else { break }
                number |= UInt64(byte & 127) << shift
                if byte < 128 { return number }
            }
            throw Malformed(description: "endless varint")
        }

        mutating func field() throws -> (number: Int, value: Value)? {
            guard !rest.isEmpty else { return nil }
            let tag = try varint()
            switch tag & 7 {
            case 0: return (Int(tag >> 3), .varint(try varint()))
            case 1:
                guard rest.count >= 8 else { throw Malformed(description: "short double") }
                let bits = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                rest = rest.dropFirst(8)
                return (Int(tag >> 3), .fixed(bits))
            case 2:
                let length = Int(try varint())
                guard length <= rest.count else {
                    throw Malformed(description: "field longer than its message")
                }
                defer { rest = rest.dropFirst(length) }
                return (Int(tag >> 3), .bytes(rest.prefix(length)))
            default: throw Malformed(description: "wire type \(tag & 7)")
            }
        }
    }
}

extension [(x: Int, y: Int)] {
    /// Twice the area; positive when the ring runs clockwise on the screen, as exterior rings must.
    var doubledArea: Int {
        indices.reduce(0) { sum, index in
            let (a, b) = (self[index], self[(index + 1) % count])
            return sum + a.x * b.y - b.x * a.y
        }
    }
}
