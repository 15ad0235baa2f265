internal import Yams

/// Reads one entry under `properties`, or under the `members` of a property of type records.
struct PropertyReader {
    private static let keys = [
        "type", "label", "aliases", "required", "codes", "range", "unit", "sensitivity", "hint", "relevant",
        "check", "office", "entity", "members",
    ]
    /// What a row of records can do without: it is no column of its own.
    private static let memberKeys = [
        "type", "label", "required", "codes", "range", "unit", "hint", "relevant", "check",
    ]

    let city: CityDefinition
    let layerSensitivity: Sensitivity?
    let collector: DiagnosticCollector
    /// The property whose member is read; nil at the top.
    var parent: String?

    func property(_ name: String, _ mark: TextMark?, _ node: Node) -> PropertyDefinition? {
        let problem = DefinitionNames.problem(property: name)
        if let problem {
            collector.error("A property's name \(problem); “\(name.prefix(60))” does not do.", at: mark)
        }
        let title =
            parent.map { "member “\(name.prefix(60))” of “\($0)”" } ?? "property “\(name.prefix(60))”"
        let keys = parent == nil ? Self.keys : Self.memberKeys
        guard let reader = MappingReader(node, title, keys: keys, collector) else { return nil }
        let type: PropertyType? = reader.requiredChoice("type")
        if parent != nil, type == .records {
            collector.error("\(title.capitalizedFirst) cannot have rows itself.", at: reader.mark(of: "type"))
            return nil
        }
        let label = reader.localized("label", city.languages)
        if label == nil, reader.value("label") == nil {
            collector.warning(
                "\(title.capitalizedFirst) has no label.", at: mark,
                remedy:
                    "Add label: { \(city.languages.map { "\($0.rawValue): …" }.joined(separator: ", ")) }.")
        }
        if let type { check(reader, type) }
        let sensitivity: Sensitivity? = reader.choice("sensitivity")
        if let sensitivity, let layerSensitivity, sensitivity < layerSensitivity {
            collector.warning(
                "Property “\(name)” cannot be less guarded than its layer, which is \(layerSensitivity.rawValue).",
                at: reader.mark(of: "sensitivity"), remedy: "Leave its sensitivity out.")
        }
        let definition = PropertyDefinition(
            name: name, type: type ?? .string, label: label ?? LocalizedText([.en: name]),
            aliases: (reader.texts("aliases") ?? []).map(\.text),
            isRequired: reader.truth("required") ?? false, codes: codes(reader),
            range: reader.parsed("range", as: "a range such as 1...5", QuantityText.range),
            unit: reader.text("unit", longest: 30), sensitivity: sensitivity,
            hint: reader.localized("hint", city.languages),
            relevant: reader.text("relevant", longest: CQL2Text.longestText), check: condition(reader),
            isOfficeOnly: reader.truth("office") ?? false, entity: reader.text("entity"),
            members: members(reader, name))
        return problem == nil && type != nil ? definition : nil
    }

    /// Keys that contradict the type.
    private func check(_ reader: MappingReader, _ type: PropertyType) {
        for key in ["range", "unit"] where reader.value(key) != nil && !type.isNumeric {
            collector.error(
                "“\(key)” makes no sense for \(reader.title) of type \(type.rawValue).",
                at: reader.mark(of: key),
                remedy: "Make the type integer or decimal, or take “\(key)” out.")
        }
        let belonging: [(key: String, type: PropertyType, what: String)] = [
            ("codes", .code, "the codes with their labels"), ("members", .records, "the properties of a row"),
        ]
        for (key, owner, what) in belonging {
            if type == owner, reader.value(key) == nil {
                collector.error(
                    "\(reader.title.capitalizedFirst) is of type \(owner.rawValue) without “\(key)”.",
                    at: reader.mark(of: "type"),
                    remedy: "List \(what) under “\(key)”, or make the type string."
                )
            } else if type != owner, reader.value(key) != nil {
                collector.error(
                    "\(reader.title.capitalizedFirst) has \(key) but is of type \(type.rawValue).",
                    at: reader.mark(of: key),
                    remedy: "Make the type \(owner.rawValue), or take “\(key)” out.")
            }
        }
        if reader.value("entity") != nil, type != .string {
            collector.error(
                "“entity” is for texts, but \(reader.title) is of type \(type.rawValue).",
                at: reader.mark(of: "entity"), remedy: "Make the type string, or take “entity” out.")
        }
    }

    private func condition(_ reader: MappingReader) -> PropertyDefinition.Check? {
        guard let node = reader.value("check"),
            let part = MappingReader(
                node, "“check” of \(reader.title)", keys: ["that", "message"], collector)
        else { return nil }
        let that = part.requiredText("that", longest: CQL2Text.longestText)
        let message = part.required("message") == nil ? nil : part.localized("message", city.languages)
        guard let that, let message else { return nil }
        return PropertyDefinition.Check(condition: that, message: message)
    }

    private func members(_ reader: MappingReader, _ name: String) -> [PropertyDefinition] {
        guard parent == nil, let node = reader.value("members"),
            let pairs = MappingReader.pairs(node, "the members of \(reader.title)", collector)
        else { return [] }
        if pairs.isEmpty { collector.error("The members of \(reader.title) are empty.", at: node.place) }
        var inner = self
        inner.parent = name
        return pairs.compactMap { inner.property($0.key, $0.mark, $0.value) }
    }

    private func codes(_ reader: MappingReader) -> [PropertyDefinition.Code] {
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
