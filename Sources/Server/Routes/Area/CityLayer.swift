internal import TabaqaEngine
internal import TabaqaFeatureModel

/// One layer in the city's document.
struct CityLayer {
    let layer: LayerDefinition
    let call: Call
    let now: Int64

    var json: JSON {
        get throws {
            let audience = call.audience(of: layer)
            let summary = try call.engine.summary(of: layer, audience: audience)
            let release = ReleaseGate.decide(audience, layer.sensitivity, .features)
            let own: JSON = [
                "id": .string(layer.id), "department": .string(layer.department), "title": JSON(layer.title),
                "kind": .string(layer.kind.rawValue), "geometry": .string(layer.geometry.rawValue),
                "sensitivity": .string(layer.sensitivity.rawValue),
                // Where not: only the cells of its own grid, without a selection.
                "isExact": .bool(release == .exact),
            ]
            let naming = layer.naming(for: audience)
            return own.adding([
                ("key", layer.key.flatMap { readable($0, audience) }.map { .string($0) }),
                ("name", naming.map { .string($0.property) }),
                ("names", naming.map { names($0.byLanguage) }),
                ("time", time(summary, audience)), ("rows", summary.map { .integer(Int64($0.rows)) }),
                ("extent", summary.map { JSON($0.extent) }),
                ("revision", summary.map { .integer($0.revision) }),
                ("status", try status(audience)), ("heatmap", heatmap(audience)),
                ("disclosure", release == .exact ? nil : disclosure),
                (
                    "denominators",
                    layer.geometry == .polygon && release == .exact
                        ? .array(layer.denominators(for: audience).map { .string($0.name) }) : nil
                ),
                ("denominator", layer.defaultDenominator(for: audience).map { .string($0.name) }),
                (
                    "properties",
                    .array(
                        layer.properties.filter { ReleaseGate.mayRead($0, of: layer, audience) }.map(property)
                    )
                ),
            ])
        }
    }

    private func readable(_ name: String, _ audience: Audience) -> String? {
        layer.property(name).flatMap { ReleaseGate.mayRead($0, of: layer, audience) ? name : nil }
    }

    private func names(_ byLanguage: [Language: String]) -> JSON {
        .object(
            Language.allCases.compactMap { language in
                byLanguage[language].map { (language.rawValue, .string($0)) }
            })
    }

    private func time(_ summary: LayerSummary?, _ audience: Audience) -> JSON? {
        guard let time = layer.time, readable(time.property, audience) != nil else { return nil }
        let own: JSON = ["property": .string(time.property), "zone": .string(time.zone)]
        return own.adding([
            ("start", summary?.timeSpan?.start.map { JSON(instant: $0) }),
            ("end", summary?.timeSpan?.end.map { JSON(instant: $0) }),
        ])
    }

    /// No measure of the moment, so that the document stays the same until something changes.
    private func status(_ audience: Audience) throws -> JSON {
        let status = try call.engine.status(of: layer, now: now, language: .en, audience: audience)
        return JSON.object([]).adding([
            ("isWithheld", .bool(status.isWithheld)), ("newest", status.newest.map { JSON(instant: $0) }),
            ("every", status.every.map { .string($0) }), ("due", status.due.map { JSON(instant: $0) }),
            ("isOverdue", status.isWithheld ? nil : .bool(status.overdue != nil)),
            ("steward", status.steward.map { .string($0) }),
            ("flaggedShare", status.flaggedShare.map { .number($0) }),
        ])
    }

    private func heatmap(_ audience: Audience) -> JSON? {
        guard layer.geometry == .point else { return nil }
        let style = layer.heatmap ?? HeatmapStyle(bandwidth: 500)
        let own: JSON = [
            "kernel": .string(style.kernel.rawValue), "bandwidth": .number(style.bandwidth),
            "ramp": .string(style.ramp.rawValue),
        ]
        return own.adding([
            ("weight", style.weight.flatMap { readable($0, audience) }.map { .string($0) }),
            ("maximum", style.maximum.map { .number($0.value) }),
            ("isPerYear", style.maximum.map { .bool($0.isPerYear) }),
        ])
    }

    private var disclosure: JSON? {
        layer.disclosure.map {
            ["minimumCount": .integer(Int64($0.minimumCount)), "grid": .number($0.grid)]
        }
    }

    private func property(_ property: PropertyDefinition) -> JSON {
        let own: JSON = [
            "name": .string(property.name), "type": .string(property.type.rawValue),
            "label": JSON(property.label),
        ]
        return own.adding([
            ("unit", property.unit.map { .string($0) }),
            ("range", property.range.map { [.number($0.lowerBound), .number($0.upperBound)] }),
            (
                "codes",
                property.codes.isEmpty
                    ? nil
                    : .array(
                        property.codes.map { ["code": .string($0.code), "label": JSON($0.label)] })
            ),
        ])
    }
}
