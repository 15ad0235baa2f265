extension JSONText {
    /// The same value spelt in one way only: members in order of their names, no white space, escapes replaced.
    /// Numbers stay as written. Nil when `bytes` are not one JSON value.
    public static func canonical(_ bytes: [UInt8]) -> [UInt8]? {
        guard let value = JSONValue(bytes) else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        write(value, to: &text)
        return text
    }

    private static func write(_ value: JSONValue, to text: inout [UInt8]) {
        switch value {
        case .null: text += Array("null".utf8)
        case .boolean(let truth): text += Array((truth ? "true" : "false").utf8)
        case .number(let number): text += Array(number.utf8)
        case .string(let string): write(string, to: &text)
        case .array(let elements):
            text.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(0x2C) }
                write(element, to: &text)
            }
            text.append(0x5D)
        case .object(let members):
            text.append(0x7B)
            // By bytes, as every reader of the hash would sort them.
            let names = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for (index, name) in names.enumerated() {
                if index > 0 { text.append(0x2C) }
                write(name, to: &text)
                text.append(0x3A)
                write(members[name] ?? .null, to: &text)
            }
            text.append(0x7D)
        }
    }

    private static func write(_ string: String, to text: inout [UInt8]) {
        text.append(0x22)
        for byte in string.utf8 {
            switch byte {
            case 0x22, 0x5C: text += [0x5C, byte]
            case 0..<0x20: text += Array("\\u00".utf8) + hexadecimal(byte)
            default: text.append(byte)
            }
        }
        text.append(0x22)
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
