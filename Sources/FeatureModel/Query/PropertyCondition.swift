/// A property that must equal a value, as OGC API – Features writes it: `…/items?category=building`.
public struct PropertyCondition: Hashable, Sendable {
    public var name: String
    /// As written: a code by its code or label, a bare date for the whole day, `true` or `false`.
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// - Parameter clock: the zone in which dates and times without an offset are read.
    /// - Throws: `filter.malformed` when the value is none of the property's type; `property.unknown`.
    public func filter(for layer: LayerDefinition, clock: ZoneClock) throws(Fault) -> Filter {
        let token = CQL2Token(kind: .text(value), position: 1)
        let typing = CQL2Typing(layer: layer, clock: clock)
        do {
            let property = try typing.property(name, token)
            return try typing.compare(
                .property(property, token), .equal, .literal(literal(of: property.type, token)))
        } catch {
            throw Fault(
                error.code, "Parameter “\(name.prefix(60))”: \(error.message)",
                at: Fault.Place(field: String(name.prefix(60))), remedy: error.remedy)
        }
    }

    private func literal(of type: PropertyType, _ token: CQL2Token) -> CQL2Node {
        if type.isNumeric, Double(value) != nil { return .number(value, token) }
        if type == .boolean, value == "true" || value == "false" { return .truth(value == "true", token) }
        return .text(value, token)
    }
}
