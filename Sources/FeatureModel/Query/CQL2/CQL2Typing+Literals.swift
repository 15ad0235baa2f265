extension CQL2Typing {
    /// The first and last value a literal stands for; equal but for a period that meets a date.
    func span(
        _ literal: CQL2Node, of property: PropertyDefinition
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

    func day(_ instant: Int64) -> Int32 { Int32(clamping: clock.local(instant).days) }

    private func value(_ literal: CQL2Node, of property: PropertyDefinition) throws(Fault) -> PropertyValue {
        switch (property.type, literal) {
        case (.integer, .number): return try plain(literal)
        case (.decimal, .number(let text, let token)): return .decimal(try Self.number(text, token))
        case (.boolean, .truth(let truth, _)): return .boolean(truth)
        case (.code, .text(let text, let token)): return .text(try code(text, of: property, token))
        case (.string, .text(let text, _)), (.photo, .text(let text, _)), (.audio, .text(let text, _)),
            (.video, .text(let text, _)), (.file, .text(let text, _)), (.records, .text(let text, _)):
            return .text(text)
        case (.integer, _), (.decimal, _): throw mismatch(property, "a number without quotes", literal.token)
        case (.boolean, _): throw mismatch(property, "TRUE or FALSE", literal.token)
        default: throw mismatch(property, "a text in single quotes", literal.token)
        }
    }

    static func number(_ text: String, _ token: CQL2Token) throws(Fault) -> Double {
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

    private func period(_ literal: CQL2Node, of property: PropertyDefinition) throws(Fault) -> TimeInterval {
        switch literal {
        case .instant(let period, _): period
        case .text(let text, let token): try Self.period(text, token, clock)
        default: throw mismatch(property, "a date", literal.token)
        }
    }

    static func period(_ text: String, _ token: CQL2Token, _ clock: ZoneClock) throws(Fault) -> TimeInterval {
        if let period = TemporalText.period(text, clock) { return period }
        throw Fault(
            .filterMalformed, "“\(text.prefix(60))” at character \(token.position) is no date or time.",
            remedy: TemporalText.examples)
    }

    func mismatch(_ property: PropertyDefinition, _ expected: String, _ token: CQL2Token) -> Fault {
        Fault(
            .filterMalformed,
            "Property “\(property.name)” is of type \(property.type.rawValue), but meets \(token.description) at "
                + "character \(token.position).",
            remedy: "Compare it with \(expected).")
    }
}
