internal import Yams

extension LayerReader {
    static let duration = "an ISO 8601 duration such as P1D or PT10M"
    static let length = "a length such as 500 m or 1 km"

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

    func part(_ key: String, keys: [String]) -> MappingReader? {
        reader.value(key).flatMap { MappingReader($0, "“\(key)”", keys: keys, reader.collector) }
    }
}
