public import TabaqaFeatureModel

/// The decoded query of a request.
public struct Query: Sendable {
    /// Names and values in order, percent-decoded.
    public let items: [(name: String, value: String)]

    public init(_ items: [(name: String, value: String)]) {
        self.items = items
    }

    /// The value of a parameter; the first where it is repeated. An empty value counts as absent.
    public subscript(name: String) -> String? {
        items.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// The comma-separated values of a parameter.
    public func list(_ name: String) -> [String]? {
        self[name]?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// - Throws: `option.invalid` unless the value is a whole number in `range`.
    public func integer(_ name: String, in range: ClosedRange<Int>) throws(Fault) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Fault(
                .optionInvalid,
                "Parameter “\(name)” must be a whole number from \(range.lowerBound) to \(range.upperBound).",
                at: Fault.Place(field: name))
        }
        return number
    }

    /// - Throws: `option.invalid` unless the value is a finite number in `range`.
    public func number(_ name: String, in range: ClosedRange<Double>) throws(Fault) -> Double? {
        guard let text = self[name] else { return nil }
        guard Self.isDecimal(text), let number = Double(text), number.isFinite, range.contains(number) else {
            throw Fault(
                .optionInvalid,
                "Parameter “\(name)” must be a number from \(range.lowerBound) to \(range.upperBound).",
                at: Fault.Place(field: name))
        }
        return number
    }

    /// Swift also reads hexadecimal and words for infinity.
    static func isDecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    }

    /// - Throws: `option.invalid` unless the value is one of the enumeration's.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) throws(Fault) -> Choice? where Choice.RawValue == String {
        guard let text = self[name] else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        throw Fault(
            .optionInvalid,
            "Parameter “\(name)” must be one of "
                + Choice.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            at: Fault.Place(field: name))
    }

    /// - Throws: `option.invalid` unless the value is `true` or `false`.
    public func truth(_ name: String) throws(Fault) -> Bool? {
        switch self[name] {
        case nil: nil
        case "true"?: true
        case "false"?: false
        default:
            throw Fault(
                .optionInvalid, "Parameter “\(name)” must be true or false.", at: Fault.Place(field: name))
        }
    }
}
