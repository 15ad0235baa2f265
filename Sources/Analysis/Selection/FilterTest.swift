internal import TabaqaFeatureModel

/// One comparison with a literal. Texts compare byte by byte, which is code point order.
struct FilterTest {
    let comparison: Filter.Comparison
    let value: PropertyValue
    private let bytes: [UInt8]
    private let number: Double
    private let wholeValue: Int64

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
        wholeValue = whole
        number = value.number ?? .nan
    }

    func text(_ text: UnsafeBufferPointer<UInt8>) -> Bool { Self.holds(text, comparison, bytes) }
    func integer(_ other: Int64) -> Bool { Self.holds(other, comparison, wholeValue) }
    func decimal(_ other: Double) -> Bool { Self.holds(other, comparison, number) }

    /// Nil when the two are of different types.
    func holds(of other: PropertyValue) -> Bool? {
        switch (other, value) {
        case (.text(let left), .text(let right)): Self.holds(left.utf8, comparison, right.utf8)
        case (.integer(let left), .integer), (.instant(let left), .instant): integer(left)
        case (.boolean(let left), .boolean): integer(left ? 1 : 0)
        case (.date(let left), .date): integer(Int64(left))
        default: other.number.flatMap { left in value.number == nil ? nil : decimal(left) }
        }
    }

    /// The literal as a whole number of that kind; nil when it is of another.
    static func whole(_ kind: ValueProgram.Whole, _ value: PropertyValue) -> Int64? {
        switch (kind, value) {
        case (.integer, .integer(let whole)), (.instant, .instant(let whole)): whole
        case (.boolean, .boolean(let truth)): truth ? 1 : 0
        case (.date, .date(let days)): Int64(days)
        default: nil
        }
    }

    static func holds<Value: Comparable>(
        _ left: Value, _ comparison: Filter.Comparison, _ right: Value
    ) -> Bool {
        switch comparison {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    /// Of bytes.
    static func holds(
        _ left: some Sequence<UInt8>, _ comparison: Filter.Comparison, _ right: some Sequence<UInt8>
    ) -> Bool {
        switch comparison {
        case .equal: left.elementsEqual(right)
        case .notEqual: !left.elementsEqual(right)
        case .less: left.lexicographicallyPrecedes(right)
        case .lessOrEqual: !right.lexicographicallyPrecedes(left)
        case .greater: right.lexicographicallyPrecedes(left)
        case .greaterOrEqual: !left.lexicographicallyPrecedes(right)
        }
    }
}
