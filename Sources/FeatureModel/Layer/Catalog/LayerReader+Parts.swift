internal import Yams

extension LayerReader {
    private static let duration = "an ISO 8601 duration such as P1D or PT10M"
    private static let length = "a length such as 500 m or 1 km"

    func time(_ layer: LayerDefinition) -> LayerDefinition.TimeReference? {
        guard let part = part("time", keys: ["property", "zone"]) else { return nil }
        let zone = part.parsed("zone", as: "a time zone's name such as Europe/Istanbul", QuantityText.zone)
        guard part.required("property") != nil,
            let property = propertyName(
                part, "property", of: layer, where: { $0.type == .date || $0.type == .dateTime })
        else { return nil }
        return LayerDefinition.TimeReference(property: property, zone: zone ?? city.zone)
    }

    func maintenance() -> LayerDefinition.Maintenance? {
        guard let part = part("maintenance", keys: ["every", "steward"]) else { return nil }
        let every = part.requiredParsed("every", as: Self.duration) { ISODuration($0) }
        let steward = part.requiredText("steward", longest: 100)
        guard let every, let steward else { return nil }
        guard every.nominalMilliseconds > 0 else {
            part.collector.error("The layer must be updated after some time.", at: part.mark(of: "every"))
            return nil
        }
        return LayerDefinition.Maintenance(every: every, steward: steward)
    }

    func disclosure(_ layer: LayerDefinition) -> DisclosurePolicy? {
        guard let part = part("disclosure", keys: ["minimumCount", "grid", "window", "subject"]) else {
            return nil
        }
        let minimum = part.requiredParsed("minimumCount", as: "a whole number from 1 to 100000") { text in
            Int(text).flatMap { (1...100_000).contains($0) ? $0 : nil }
        }
        let grid = part.requiredParsed("grid", as: Self.length, QuantityText.length)
        let window = part.parsed("window", as: Self.duration) { ISODuration($0) }
        var subject: String?
        if let node = part.value("subject"), case .scalar(let scalar) = node, scalar.string == "none" {
            subject = nil
        } else {
            subject = propertyName(part, "subject", of: layer) { !$0.type.isAttachment }
        }
        guard let minimum, let grid else { return nil }
        return DisclosurePolicy(minimumCount: minimum, grid: grid, window: window, subject: subject)
    }

    func rules(_ layer: LayerDefinition) -> [(rule: QualityRule, mark: TextMark?)] {
        guard let node = reader.value("rules") else { return [] }
        guard case .sequence(let items) = node else {
            reader.collector.error(
                "“rules” must be a list (lines beginning with “- ”), found \(MappingReader.describe(node)).",
                at: node.place)
            return []
        }
        return items.compactMap { rule($0, layer) }
    }

    private func rule(_ node: Node, _ layer: LayerDefinition) -> (rule: QualityRule, mark: TextMark?)? {
        let keys = ["inside", "duplicateWithin", "and", "otherwise"]
        let collector = reader.collector
        guard let part = MappingReader(node, "the rule", keys: keys, collector) else { return nil }
        let consequence: QualityRule.Consequence? = part.requiredChoice("otherwise")
        if layer.geometry == .none, reader.value("geometry") != nil {
            collector.error("A layer without geometry cannot have rules about places.", at: part.mark)
            return nil
        }
        switch (part.value("inside"), part.value("duplicateWithin")) {
        case (let inside?, nil):
            if part.value("and") != nil {
                collector.error(
                    "“and” belongs to “duplicateWithin”, not to “inside”.", at: part.mark(of: "and"))
            }
            guard let name = part.text(inside, "inside"), let consequence else { return nil }
            return (QualityRule(test: .inside(layer: name), consequence: consequence), inside.place)
        case (nil, .some):
            let meters = part.parsed("duplicateWithin", as: Self.length, QuantityText.length)
            let duration = part.requiredParsed("and", as: Self.duration) { ISODuration($0) }
            if reader.value("time") == nil {
                collector.error(
                    "“duplicateWithin” compares times, but the layer has no “time”.",
                    at: part.mark(of: "duplicateWithin"))
            }
            guard let meters, let duration, let consequence else { return nil }
            return (
                QualityRule(test: .duplicate(meters: meters, duration: duration), consequence: consequence),
                part.mark
            )
        default:
            collector.error(
                "A rule has either “inside” or “duplicateWithin”.", at: part.mark,
                remedy: "Write { inside: LAYER, otherwise: flag } or "
                    + "{ duplicateWithin: 30 m, and: PT10M, otherwise: flag }.")
            return nil
        }
    }

    func heatmap(_ layer: LayerDefinition) -> HeatmapStyle? {
        guard let style = part("style", keys: ["heatmap"]), let node = style.value("heatmap") else {
            return nil
        }
        let keys = ["kernel", "bandwidth", "weight", "ramp", "maximum"]
        let collector = reader.collector
        guard let part = MappingReader(node, "the heatmap", keys: keys, collector) else { return nil }
        if layer.geometry == .none, reader.value("geometry") != nil {
            collector.error("A layer without geometry has no heatmap.", at: style.mark(of: "heatmap"))
        }
        let kernel: Kernel? = part.choice("kernel")
        let ramp: ColorRamp? = part.choice("ramp")
        let bandwidth = part.requiredParsed("bandwidth", as: Self.length, QuantityText.length)
        let maximum = part.parsed(
            "maximum", as: "a density such as 40 per km² or 40 per km² and year", QuantityText.densityMaximum)
        let weight = propertyName(part, "weight", of: layer) { $0.type.isNumeric }
        guard let bandwidth else { return nil }
        return HeatmapStyle(
            kernel: kernel ?? .quartic, bandwidth: bandwidth, weight: weight, ramp: ramp ?? .inferno,
            maximum: maximum)
    }

    func retention() -> LayerDefinition.Retention? {
        guard let part = part("retention", keys: ["keep", "then"]) else { return nil }
        let keep = part.requiredParsed("keep", as: Self.duration) { ISODuration($0) }
        let action: LayerDefinition.Retention.Action? = part.requiredChoice("then")
        guard let keep, let action else { return nil }
        return LayerDefinition.Retention(keep: keep, action: action)
    }

    private func part(_ key: String, keys: [String]) -> MappingReader? {
        reader.value(key).flatMap { MappingReader($0, "“\(key)”", keys: keys, reader.collector) }
    }
}
