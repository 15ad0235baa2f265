/// Small JSON documents, written member by member in the order given.
struct JSONText: ~Copyable {
    private(set) var text = ByteText(capacity: 1 << 12)
    private var needsComma = false

    mutating func object(_ body: (inout JSONText) -> Void) {
        separate()
        text.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        text.append(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func array<Element>(_ elements: [Element], _ body: (Element, inout JSONText) -> Void) {
        separate()
        text.append(UInt8(ascii: "["))
        needsComma = false
        for element in elements { body(element, &self) }
        text.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func member(_ name: String, _ body: (inout JSONText) -> Void) {
        separate()
        text.append(json: name)
        text.append(UInt8(ascii: ":"))
        needsComma = false
        body(&self)
        needsComma = true
    }

    mutating func member(_ name: String, _ value: String?) { member(name) { $0.value(value) } }
    mutating func member(_ name: String, _ value: Int?) { member(name) { $0.value(value) } }
    mutating func member(_ name: String, _ value: Double?) { member(name) { $0.value(value) } }
    mutating func member(_ name: String, _ value: Bool) { member(name) { $0.value(value) } }

    mutating func value(_ value: String?) {
        separate()
        if let value { text.append(json: value) } else { text.append("null") }
        needsComma = true
    }

    mutating func value(_ value: Int?) {
        separate()
        if let value { text.append(integer: Int64(value)) } else { text.append("null") }
        needsComma = true
    }

    mutating func value(_ value: Double?) {
        separate()
        text.append(shortest: value ?? .nan)
        needsComma = true
    }

    mutating func value(_ value: Bool) {
        separate()
        text.append(value ? "true" : "false")
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { text.append(UInt8(ascii: ",")) }
        needsComma = false
    }
}
