internal import TabaqaFeatureModel

/// One property of a batch with its name already in JSON, and the comma before it.
struct GeoJSONColumn {
    private let name: UnsafeBufferPointer<UInt8>
    private let values: PlainRows.Values

    /// - Parameter isFirst: whether no member stands before.
    init(_ name: String, _ values: PlainRows.Values, isFirst: Bool, in rows: PlainRows) {
        var text = ByteText(capacity: 64)
        if !isFirst { text.append(UInt8(ascii: ",")) }
        text.append(json: name)
        text.append(UInt8(ascii: ":"))
        self.name = rows.keep(text.array)
        self.values = values
    }

    @inline(__always)
    func append(_ row: Int, to text: inout ByteText) {
        text.append(name)
        switch values {
        case .text(let column):
            if let value = column[row] { text.append(json: value) } else { text.append("null") }
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
