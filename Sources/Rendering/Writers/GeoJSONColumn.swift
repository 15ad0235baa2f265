internal import TabaqaFeatureModel

/// One property of a batch with its name already in JSON, and the comma before it.
struct GeoJSONColumn {
    private let name: [UInt8]
    private let values: PropertyColumn

    /// - Parameter isFirst: whether no member stands before.
    init(_ column: NamedColumn, isFirst: Bool) {
        var text = ByteText(capacity: 64)
        if !isFirst { text.append(UInt8(ascii: ",")) }
        text.append(json: column.name)
        text.append(UInt8(ascii: ":"))
        name = text.array
        values = column.values
    }

    @inline(__always)
    func append(_ row: Int, to text: inout ByteText) {
        text.append(name)
        switch values {
        case .text(let column):
            column.withUTF8(row) { value in
                if let value { text.append(json: value) } else { text.append("null") }
            }
        case .integer(let numbers):
            if numbers[row] == .min { text.append("null") } else { text.append(integer: numbers[row]) }
        case .decimal(let numbers):
            text.append(shortest: numbers[row])
        case .boolean(let truths):
            text.append(truths[row] < 0 ? "null" : truths[row] == 1 ? "true" : "false")
        case .date(let days):
            guard days[row] != .min else { return text.append("null") }
            text.append(UInt8(ascii: "\""))
            text.append(date: Int(days[row]))
            text.append(UInt8(ascii: "\""))
        case .instant(let instants):
            guard instants[row] != .min else { return text.append("null") }
            text.append(UInt8(ascii: "\""))
            text.append(instant: instants[row])
            text.append(UInt8(ascii: "\""))
        }
    }
}
