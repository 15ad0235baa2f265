internal import TabaqaFeatureModel

/// One comparison with a literal. Texts compare byte by byte, which is code point order.
struct FilterTest {
    let comparison: Filter.Comparison
    let value: PropertyValue
    private let bytes: [UInt8]
    private let number: Double
    private let whole: Int64

    init(_ comparison: Filter.Comparison, _ value: PropertyValue) {
        self.comparison = comparison
        self.value = value
        var bytes: [UInt8] = []
        var whole: Int64 = 0
        switch value {
        case .text(let text): bytes = Array(text.utf8)
        case .integer(let number), .instant(let number): whole = number
        case .boolean(let truth): whole = truth ? 1 : 0
        case .date(let days): whole = Int64(days)
        case .decimal, .null: break
        }
        self.bytes = bytes
        self.whole = whole
        number = value.number ?? .nan
    }

    func text(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch comparison {
        case .equal: text.elementsEqual(bytes)
        case .notEqual: !text.elementsEqual(bytes)
        case .less: text.lexicographicallyPrecedes(bytes)
        case .lessOrEqual: !bytes.lexicographicallyPrecedes(text)
        case .greater: bytes.lexicographicallyPrecedes(text)
        case .greaterOrEqual: !text.lexicographicallyPrecedes(bytes)
        }
    }

    func integer(_ other: Int64) -> Bool { holds(other, whole) }
    func decimal(_ other: Double) -> Bool { holds(other, number) }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch comparison {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
