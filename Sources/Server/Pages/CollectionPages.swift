internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The pages of the layers.
enum CollectionPages {
    /// All layers by department.
    static func list(_ call: Call) throws -> [HTML] {
        let language = call.language
        let catalog = call.engine.catalog
        let frame = PageFrame(call: call)
        return try catalog.departments.compactMap { department -> HTML? in
            let layers = call.layers.filter { $0.department == department.id }
            guard !layers.isEmpty else { return nil }
            let rows = try layers.map { layer -> [HTML] in
                let summary = try call.engine.summary(of: layer, audience: call.audience(of: layer))
                return [
                    .link(frame.address("/collections/\(layer.id)"), layer.title[language]),
                    .text(summary.map { String($0.rows) } ?? "–"), .text(period(summary, layer, call) ?? "–"),
                ]
            }
            return .tag(
                "section", class: "by-department",
                [
                    .tag("h2", [], [.text(department.title[language])]),
                    .table(
                        [
                            .text(PageWord.title(language)), .text(PageWord.items(language)),
                            .text(PageWord.period(language)),
                        ], rows),
                ])
        }
    }

    /// One layer.
    static func one(_ call: Call) throws -> [HTML] {
        let layer = try call.layer
        let language = call.language
        let audience = call.audience(of: layer)
        let summary = try call.engine.summary(of: layer, audience: audience)
        let own = "/collections/\(layer.id)"
        let frame = PageFrame(call: call)
        var content: [HTML] = []
        if let summary, !summary.extent.isEmpty {
            content.append(
                PageMap.element(call, source: "\(call.base)\(own)/items?limit=200", extent: summary.extent))
        }
        if summary == nil { content.append(.tag("p", class: "notice", [.text(PageWord.guarded(language))])) }
        content.append(facts(layer, summary, call))
        content.append(.tag("h2", [], [.text(PageWord.properties(language))]))
        content.append(properties(layer, audience, language))
        guard summary != nil else { return content }
        let downloads = [("GeoJSON", "geojson&download=true"), ("CSV", "csv"), ("GeoPackage", "gpkg")]
        content += [
            .tag("h2", [], [.text(PageWord.items(language))]),
            .tag("p", [], [.link(frame.address(own + "/items"), PageWord.items(language))]),
            .tag("h2", [], [.text(PageWord.download(language))]),
            .tag(
                "ul", class: "actions",
                downloads.map { name, form in
                    .tag(
                        "li", [],
                        [
                            .tag(
                                "a",
                                [
                                    ("class", "button"), ("href", "\(call.base)\(own)/items?f=\(form)"),
                                    ("download", ""),
                                ],
                                [.text(name)])
                        ])
                }),
        ]
        return content
    }

    private static func facts(_ layer: LayerDefinition, _ summary: LayerSummary?, _ call: Call) -> HTML {
        let language = call.language
        let department = call.engine.catalog.department(layer.department)?.title[language] ?? ""
        var facts: [(PageWord, HTML)] = [(.department, .text(department))]
        if let summary { facts.append((.items, .text(String(summary.rows)))) }
        if let period = period(summary, layer, call) { facts.append((.period, .text(period))) }
        facts.append(
            (
                .storage,
                .tag(
                    "a", [("href", RequestedCRS.storage(of: layer).uri), ("dir", "ltr")],
                    [.text(layer.crs.definition)])
            ))
        return .tag(
            "dl", class: "facts",
            facts.flatMap { word, value in
                [HTML.tag("dt", [], [.text(word(language))]), .tag("dd", [], [value])]
            })
    }

    private static func properties(
        _ layer: LayerDefinition, _ audience: Audience, _ language: Language
    ) -> HTML {
        .table(
            [
                .text(PageWord.name(language)), .text(PageWord.label(language)),
                .text(PageWord.type(language)), .text(PageWord.unit(language)),
            ],
            layer.properties.filter { ReleaseGate.mayRead($0, of: layer, audience) }.map { property in
                [
                    .tag("code", [], [.text(property.name)]), .text(property.label[language]),
                    .text(property.type.rawValue), .text(property.unit ?? ""),
                ]
            })
    }

    /// Local days.
    private static func period(_ summary: LayerSummary?, _ layer: LayerDefinition, _ call: Call) -> String? {
        guard let span = summary?.timeSpan, let start = span.start, let end = span.end,
            let clock = try? ZoneClock(zone: layer.time?.zone ?? call.engine.catalog.city.zone)
        else { return nil }
        return InstantText.local(start, clock).prefix(10) + " – " + InstantText.local(end, clock).prefix(10)
    }
}
