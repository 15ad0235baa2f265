/// Gives the literals of a filter the types of the properties they meet.
struct CQL2Typing {
    let layer: LayerDefinition
    let clock: ZoneClock

    // MARK: Properties

    func property(_ name: String, _ token: CQL2Token) throws(Fault) -> PropertyDefinition {
        if let property = layer.property(name) { return property }
        throw Fault(
            .propertyUnknown,
            "Layer “\(layer.id)” has no property “\(name.prefix(60))” (character \(token.position) of the filter).",
            remedy: NearestName.remedy(name, among: layer.properties.map(\.name), listing: "Properties"))
    }

    func timeProperty(_ token: CQL2Token) throws(Fault) -> String {
        let name: String
        switch token.kind {
        case .word(let word), .quoted(let word): name = word
        default: name = ""
        }
        let property = try property(name, token)
        guard property.type == .date || property.type == .dateTime else {
            throw mismatch(property, "a date", token)
        }
        return property.name
    }

    func isText(_ property: PropertyDefinition) -> Bool {
        property.type == .string || property.type == .code || property.type.isAttachment
    }

    func requireText(
        _ property: PropertyDefinition, _ predicate: String, _ token: CQL2Token
    ) throws(Fault) {
        guard isText(property) else {
            throw Fault(
                .filterMalformed,
                "\(predicate) needs a text, but property “\(property.name)” is of type \(property.type.rawValue) "
                    + "(character \(token.position) of the filter).")
        }
    }

    // MARK: Conditions

    func compare(
        _ property: PropertyDefinition, _ comparison: Filter.Comparison, _ literal: CQL2Literal
    ) throws(Fault) -> Filter {
        let name = property.name
        let span = try span(literal, of: property)
        guard span.lower != span.upper else {
            return .compare(property: name, comparison, span.lower)
        }
        // A bare date meets a date and time: the value stands for all of the day.
        let within = Filter.between(property: name, lower: span.lower, upper: span.upper)
        return switch comparison {
        case .equal: within
        case .notEqual: .not(within)
        case .less: .compare(property: name, .less, span.lower)
        case .lessOrEqual: .compare(property: name, .lessOrEqual, span.upper)
        case .greater: .compare(property: name, .greater, span.upper)
        case .greaterOrEqual: .compare(property: name, .greaterOrEqual, span.lower)
        }
    }

    func between(
        _ property: PropertyDefinition, _ lower: CQL2Literal, _ upper: CQL2Literal
    ) throws(Fault) -> Filter {
        .between(
            property: property.name, lower: try span(lower, of: property).lower,
            upper: try span(upper, of: property).upper)
    }

    func isIn(_ property: PropertyDefinition, _ literals: [CQL2Literal]) throws(Fault) -> Filter {
        var values: [PropertyValue] = []
        var days: [Filter] = []
        for literal in literals {
            let span = try span(literal, of: property)
            if span.lower == span.upper {
                values.append(span.lower)
            } else {
                days.append(.between(property: property.name, lower: span.lower, upper: span.upper))
            }
        }
        let exact = Filter.isIn(property: property.name, values)
        if days.isEmpty { return exact }
        let parts = values.isEmpty ? days : [exact] + days
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    // MARK: Values

    /// The first and last value a literal stands for; equal but for a period that meets a date.
    private func span(
        _ literal: CQL2Literal, of property: PropertyDefinition
    ) throws(Fault) -> (lower: PropertyValue, upper: PropertyValue) {
        switch property.type {
        case .date, .dateTime:
            let period = try period(literal, of: property)
            guard let start = period.start, let end = period.end else {
                throw mismatch(property, "a date, not an open interval", literal.token)
            }
            if property.type == .dateTime { return (.instant(start), .instant(end)) }
            return (.date(day(start)), .date(day(end)))
        default:
            let value = try value(literal, of: property)
            return (value, value)
        }
    }

    private func day(_ instant: Int64) -> Int32 { Int32(clamping: clock.local(instant).days) }

    private func value(
        _ literal: CQL2Literal, of property: PropertyDefinition
    ) throws(Fault) -> PropertyValue {
        switch (property.type, literal.value) {
        case (.integer, .number(let text)):
            if let whole = Int64(text), whole != .min { return .integer(whole) }
            return .decimal(try number(text, literal.token))
        case (.decimal, .number(let text)): return .decimal(try number(text, literal.token))
        case (.boolean, .truth(let truth)): return .boolean(truth)
        case (.code, .text(let text)): return .text(try code(text, of: property, literal.token))
        case (.string, .text(let text)), (.photo, .text(let text)), (.audio, .text(let text)),
            (.video, .text(let text)), (.file, .text(let text)):
            return .text(text)
        case (.integer, _), (.decimal, _): throw mismatch(property, "a number without quotes", literal.token)
        case (.boolean, _): throw mismatch(property, "TRUE or FALSE", literal.token)
        default: throw mismatch(property, "a text in single quotes", literal.token)
        }
    }

    private func number(_ text: String, _ token: CQL2Token) throws(Fault) -> Double {
        if let value = Double(text), value.isFinite { return value }
        throw Fault(.filterMalformed, "“\(text.prefix(40))” at character \(token.position) is no number.")
    }

    /// The code that `text` names: itself, or the only one whose code or label folds to the same key.
    private func code(
        _ text: String, of property: PropertyDefinition, _ token: CQL2Token
    ) throws(Fault) -> String {
        if property.codes.contains(where: { $0.code == text }) { return text }
        let key = TextFolding.fold(text)
        let matches = property.codes.filter { code in
            TextFolding.fold(code.code) == key
                || code.label.texts.values.contains { TextFolding.fold($0) == key }
        }
        if matches.count == 1 { return matches[0].code }
        let names = (matches.isEmpty ? property.codes : matches).map(\.code)
        throw Fault(
            .filterMalformed,
            "“\(text.prefix(60))” at character \(token.position) "
                + (matches.isEmpty ? "is no code of" : "could be several codes of") + " “\(property.name)”.",
            remedy: matches.isEmpty
                ? NearestName.remedy(text, among: names, listing: "Codes")
                : "Write the code: \(names.joined(separator: ", ")).")
    }

    /// The period a literal of a temporal predicate stands for.
    func period(_ literal: CQL2Literal) throws(Fault) -> TimeInterval {
        switch literal.value {
        case .period(let period): return period
        case .text(let text): return try period(text, literal.token)
        default:
            throw Fault(
                .filterMalformed, "Expected a date at character \(literal.token.position) of the filter.",
                remedy: TemporalText.examples)
        }
    }

    private func period(
        _ literal: CQL2Literal, of property: PropertyDefinition
    ) throws(Fault) -> TimeInterval {
        switch literal.value {
        case .period, .text: try period(literal)
        default: throw mismatch(property, "a date", literal.token)
        }
    }

    func period(_ text: String, _ token: CQL2Token) throws(Fault) -> TimeInterval {
        if let period = TemporalText.period(text, clock) { return period }
        throw Fault(
            .filterMalformed, "“\(text.prefix(60))” at character \(token.position) is no date or time.",
            remedy: TemporalText.examples)
    }

    /// `text` as a LIKE pattern that matches only itself.
    static func escaped(_ text: String) -> String {
        var pattern = ""
        for character in text {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern
    }

    private func mismatch(
        _ property: PropertyDefinition, _ expected: String, _ token: CQL2Token
    ) -> Fault {
        Fault(
            .filterMalformed,
            "Property “\(property.name)” is of type \(property.type.rawValue), but meets \(token.description) at "
                + "character \(token.position).",
            remedy: "Compare it with \(expected).")
    }
}
