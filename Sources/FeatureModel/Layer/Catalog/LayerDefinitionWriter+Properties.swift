extension LayerDefinitionWriter {
    static func write(_ property: PropertyDefinition, indent: String, to page: inout YAMLPage) {
        if indent.count == 2 { page.comment("properties.\(property.name)", indent: indent) }
        page.line("\(indent)\(YAMLText.scalar(property.name)):")
        let inner = indent + "  "
        func entry(_ key: String, _ value: String?) {
            if let value { page.line("\(inner)\(key): \(value)") }
        }
        entry("type", property.type.rawValue)
        entry("required", property.isRequired ? "true" : nil)
        entry("unit", property.unit.map(YAMLText.scalar))
        entry(
            "range",
            property.range.map {
                "\(QuantityText.text($0.lowerBound))...\(QuantityText.text($0.upperBound))"
            })
        entry("sensitivity", property.sensitivity?.rawValue)
        entry("label", YAMLText.localized(property.label))
        entry("hint", property.hint.map(YAMLText.localized))
        entry("relevant", property.relevant.map(YAMLText.scalar))
        entry(
            "check",
            property.check.map {
                "{ that: \(YAMLText.scalar($0.condition)), message: \(YAMLText.localized($0.message)) }"
            })
        entry("office", property.isOfficeOnly ? "true" : nil)
        entry("entity", property.entity.map(YAMLText.scalar))
        entry(
            "aliases",
            property.aliases.isEmpty
                ? nil : "[" + property.aliases.map(YAMLText.scalar).joined(separator: ", ") + "]")
        if !property.codes.isEmpty {
            page.line("\(inner)codes:")
            for code in property.codes {
                page.line("\(inner)  \(YAMLText.scalar(code.code)): \(YAMLText.localized(code.label))")
            }
        }
        if !property.members.isEmpty {
            page.line("\(inner)members:")
            for member in property.members { write(member, indent: inner + "  ", to: &page) }
        }
    }

    /// What is not as everywhere of the layer's life in the field.
    static func field(_ layer: LayerDefinition, to page: inout YAMLPage) {
        if layer.review != ReviewPolicy() {
            page.entry("review", flow(["visible": layer.review.visible.rawValue]))
        }
        if layer.attachments != AttachmentPolicy() {
            page.entry(
                "attachments",
                "{ maximum: \(QuantityText.size(layer.attachments.maximumSize)), "
                    + "count: \(layer.attachments.maximumCount) }")
        }
        guard layer.form != FormPolicy() else { return }
        var parts = [
            "open: \(layer.form.isOpen)", "accuracy: \(QuantityText.text(layer.form.accuracy)) m",
            "worst: \(QuantityText.text(layer.form.worstAccuracy)) m",
        ]
        if !layer.form.entities.isEmpty {
            parts.append(
                "entities: [" + layer.form.entities.map(YAMLText.scalar).joined(separator: ", ") + "]")
        }
        page.entry("form", "{ " + parts.joined(separator: ", ") + " }")
    }
}
