internal import Yams

/// Reads one entry under `properties`.
enum PropertyReader {
    private static let keys = [
        "type", "label", "aliases", "required", "codes", "range", "unit", "sensitivity",
    ]

    static func read(
        _ name: String, _ mark: TextMark?, _ node: Node, city: CityDefinition, layerSensitivity: Sensitivity?,
        _ collector: DiagnosticCollector
    ) -> PropertyDefinition? {
        let problem = DefinitionNames.problem(property: name)
        if let problem {
            collector.error("A property's name \(problem); “\(name.prefix(60))” does not do.", at: mark)
        }
        guard let reader = MappingReader(node, "property “\(name.prefix(60))”", keys: keys, collector) else {
            return nil
        }
        let type: PropertyType? = reader.requiredChoice("type")
        let label = reader.localized("label", city.languages)
        if label == nil, reader.value("label") == nil {
            collector.warning(
                "Property “\(name)” has no label.", at: mark,
                remedy:
                    "Add label: { \(city.languages.map { "\($0.rawValue): …" }.joined(separator: ", ")) }.")
        }
        let aliases = reader.texts("aliases") ?? []
        let isRequired = reader.truth("required") ?? false
        let codes = codes(reader, type, city, collector)
        let range = reader.parsed("range", as: "a range such as 1...5", QuantityText.range)
        let unit = reader.text("unit", longest: 30)
        let sensitivity: Sensitivity? = reader.choice("sensitivity")
        if let type { check(reader, type, collector) }
        if let sensitivity, let layerSensitivity, sensitivity < layerSensitivity {
            collector.warning(
                "Property “\(name)” cannot be less guarded than its layer, which is \(layerSensitivity.rawValue).",
                at: reader.mark(of: "sensitivity"), remedy: "Leave its sensitivity out.")
        }
        guard problem == nil, let type else { return nil }
        return PropertyDefinition(
            name: name, type: type, label: label ?? LocalizedText([.en: name]), aliases: aliases.map(\.text),
            isRequired: isRequired, codes: codes, range: range, unit: unit, sensitivity: sensitivity)
    }

    /// Keys that contradict the type.
    private static func check(
        _ reader: MappingReader, _ type: PropertyType, _ collector: DiagnosticCollector
    ) {
        for key in ["range", "unit"] where reader.value(key) != nil && !type.isNumeric {
            collector.error(
                "“\(key)” makes no sense for \(reader.title) of type \(type.rawValue).",
                at: reader.mark(of: key),
                remedy: "Make the type integer or decimal, or take “\(key)” out.")
        }
        if type == .code, reader.value("codes") == nil {
            collector.error(
                "\(reader.title.capitalizedFirst) is a code without “codes”.", at: reader.mark(of: "type"),
                remedy: "List the codes with their labels, or make the type string.")
        } else if type != .code, reader.value("codes") != nil {
            collector.error(
                "\(reader.title.capitalizedFirst) has codes but is of type \(type.rawValue).",
                at: reader.mark(of: "codes"), remedy: "Make the type code, or take the codes out.")
        }
    }

    private static func codes(
        _ reader: MappingReader, _ type: PropertyType?, _ city: CityDefinition,
        _ collector: DiagnosticCollector
    ) -> [PropertyDefinition.Code] {
        guard let node = reader.value("codes"),
            let pairs = MappingReader.pairs(node, "the codes of \(reader.title)", collector)
        else { return [] }
        if pairs.isEmpty { collector.error("The codes of \(reader.title) are empty.", at: node.place) }
        var meanings: [String: String] = [:]
        return pairs.map { code, mark, value in
            if code.isEmpty || code.count > 64 || code.contains(where: \.isNewline) {
                collector.error("A code has 1 to 64 characters on one line.", at: mark)
            }
            let label = LocalizedReading.read(
                value, "code “\(code.prefix(64))” of \(reader.title)", city.languages, collector)
            for text in Set([code] + (label?.texts.values.map { $0 } ?? [])) {
                let key = TextFolding.fold(text)
                if let other = meanings[key], other != code {
                    collector.warning(
                        "“\(text)” could mean code “\(other)” or “\(code)” of \(reader.title).", at: mark,
                        remedy:
                            "Files that hold the text will be refused there; give the codes different labels."
                    )
                }
                meanings[key] = code
            }
            return PropertyDefinition.Code(code: code, label: label ?? LocalizedText([:]))
        }
    }
}
