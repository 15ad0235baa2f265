/// Writes a definition as the YAML `LayerCatalog` reads: reading it back gives an equal definition.
public enum LayerDefinitionWriter {
    /// - Parameter comments: text for the line above an entry, by `properties.NAME` or the name of a key of the
    ///   layer (`crs`, `key` …).
    public static func yaml(for layer: LayerDefinition, comments: [String: String] = [:]) -> String {
        var page = YAMLPage(comments: comments)
        page.entry("id", YAMLText.scalar(layer.id))
        page.entry("department", YAMLText.scalar(layer.department))
        page.entry("title", YAMLText.localized(layer.title))
        page.entry("kind", layer.kind.rawValue)
        page.entry("geometry", layer.geometry.rawValue)
        page.entry("crs", YAMLText.scalar(layer.crs.definition))
        page.entry("key", layer.key.map(YAMLText.scalar))
        page.entry("time", layer.time.map { ["property": $0.property, "zone": $0.zone] }.map(flow))
        page.entry(
            "maintenance",
            layer.maintenance.map { flow(["every": $0.every.description, "steward": $0.steward]) })
        page.entry("sensitivity", layer.sensitivity.rawValue)
        page.entry("disclosure", layer.disclosure.map(disclosure))
        page.section("properties")
        for property in layer.properties { write(property, indent: "  ", to: &page) }
        if !layer.rules.isEmpty {
            page.section("rules")
            for rule in layer.rules { page.line("  - " + self.rule(rule)) }
        }
        page.entry("style", layer.heatmap.map { "{ heatmap: " + heatmap($0) + " }" })
        page.entry(
            "retention",
            layer.retention.map { flow(["keep": $0.keep.description, "then": $0.action.rawValue]) })
        field(layer, to: &page)
        return page.text
    }

    static func flow(_ pairs: KeyValuePairs<String, String>) -> String {
        "{ " + pairs.map { "\($0.key): \(YAMLText.scalar($0.value))" }.joined(separator: ", ") + " }"
    }

    private static func disclosure(_ policy: DisclosurePolicy) -> String {
        var parts = ["minimumCount: \(policy.minimumCount)", "grid: \(QuantityText.text(policy.grid)) m"]
        if let window = policy.window { parts.append("window: \(window)") }
        parts.append("subject: " + (policy.subject.map(YAMLText.scalar) ?? "none"))
        return "{ " + parts.joined(separator: ", ") + " }"
    }

    private static func rule(_ rule: QualityRule) -> String {
        switch rule.test {
        case .inside(let layer): flow(["inside": layer, "otherwise": rule.consequence.rawValue])
        case .duplicate(let meters, let duration):
            flow([
                "duplicateWithin": "\(QuantityText.text(meters)) m", "and": duration.description,
                "otherwise": rule.consequence.rawValue,
            ])
        case .recent(let within):
            flow(["recentWithin": within.description, "otherwise": rule.consequence.rawValue])
        case .accurate(let meters):
            flow(["accurateWithin": "\(QuantityText.text(meters)) m", "otherwise": rule.consequence.rawValue])
        }
    }

    private static func heatmap(_ style: HeatmapStyle) -> String {
        var parts = [
            "kernel: \(style.kernel.rawValue)", "bandwidth: \(QuantityText.text(style.bandwidth)) m",
        ]
        if let weight = style.weight { parts.append("weight: " + YAMLText.scalar(weight)) }
        parts.append("ramp: \(style.ramp.rawValue)")
        if let maximum = style.maximum {
            parts.append(
                "maximum: \(QuantityText.text(maximum.value)) per km²"
                    + (maximum.isPerYear ? " and year" : ""))
        }
        return "{ " + parts.joined(separator: ", ") + " }"
    }
}
