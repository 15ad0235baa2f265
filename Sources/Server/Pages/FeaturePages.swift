internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The pages of features.
enum FeaturePages {
    /// A page of records as a table over a small map, with a form to filter them.
    ///
    /// - Parameter next: address of the page after; nil on the last.
    static func items(_ view: ItemsView, next: String?, tag: String) -> Answer {
        let (call, page) = (view.call, view.page)
        let language = call.language
        var content: [HTML] = [form(view), count(page, language)]
        let extent = page.features.value.extent
        if !extent.isEmpty, view.parameters.crs == .crs84 {
            content.append(
                PageMap.element(
                    call, source: view.address(["f": "geojson", "lang": nil]), extent: extent))
        }
        content.append(table(view))
        if let next {
            content.append(
                .tag(
                    "nav", [("class", "paging"), ("aria-label", PageWord.page(language))],
                    [
                        .tag(
                            "a",
                            [
                                ("class", "button"),
                                ("href", view.address(["cursor": nil, "offset": nil])),
                            ],
                            [.text(PageWord.first(language))]),
                        .tag(
                            "a", [("class", "button is-primary"), ("rel", "next"), ("href", next)],
                            [.text(PageWord.next(language))]),
                    ]))
        }
        content.append(downloads(view))
        return Pages.page(
            call, title: "\(view.layer.title[language]) – \(PageWord.items(language))", content, tag: tag)
    }

    /// One record.
    static func item(_ view: ItemsView, id: String, tag: String) -> Answer {
        let call = view.call
        let batch = view.page.features.value
        let values = ValueText(view.layer, call)
        var content: [HTML] = []
        if !batch.extent.isEmpty, view.parameters.crs == .crs84 {
            content.append(
                PageMap.element(call, source: view.address(["f": "geojson"]), extent: batch.extent))
        }
        content.append(
            .tag(
                "dl", class: "facts",
                batch.columns.flatMap { column in
                    let property = view.layer.property(column.name)
                    return [
                        HTML.tag("dt", [], [.text(property?.label[call.language] ?? column.name)]),
                        .tag("dd", [], [values.html(column.values[0], property)]),
                    ]
                }))
        if view.layer.geometry == .polygon {
            content.append(
                .tag(
                    "p", [],
                    [
                        .link(
                            "\(call.base)\(call.target)/profile?f=html&lang=\(call.language.rawValue)",
                            PageWord.profile(call.language))
                    ]))
        }
        let name = view.layer.key.flatMap(batch.column)?.values[0]
        let title = if case .text(let text)? = name { text } else { id }
        return Pages.page(call, title: "\(view.layer.title[call.language]) – \(title)", content, tag: tag)
    }

    private static func form(_ view: ItemsView) -> HTML {
        let (call, language) = (view.call, view.call.language)
        let kept = call.query.items.filter { !["filter", "limit", "cursor", "offset"].contains($0.name) }
        let hidden = kept.map { item in
            HTML.tag("input", [("type", "hidden"), ("name", item.name), ("value", item.value)], [])
        }
        return .tag(
            "form", [("class", "filter-form"), ("method", "get"), ("action", call.base + call.target)],
            hidden + [
                field("filter", PageWord.filter(language), call.query["filter"] ?? "", "text"),
                field("limit", PageWord.limit(language), String(view.parameters.request.limit), "number"),
                .tag(
                    "button", [("class", "button is-primary"), ("type", "submit")],
                    [.text(PageWord.apply(language))]),
            ])
    }

    private static func field(_ name: String, _ label: String, _ value: String, _ type: String) -> HTML {
        var attributes = [("id", "field-" + name), ("name", name), ("value", value), ("type", type)]
        if type == "number" {
            attributes += [("min", "1"), ("max", "10000")]
        } else {
            attributes.append(("dir", "ltr"))
        }
        return .tag(
            "div", class: "field",
            [
                .tag("label", [("for", "field-" + name)], [.text(label)]), .tag("input", attributes, []),
            ])
    }

    private static func count(_ page: ItemsPage, _ language: Language) -> HTML {
        .tag(
            "p", class: "muted",
            [
                .tag("bdi", [], [.text("\(page.features.value.count) / \(page.matched)")]), " ",
                .text(PageWord.matched(language)),
            ])
    }

    private static func table(_ view: ItemsView) -> HTML {
        let (call, batch) = (view.call, view.page.features.value)
        let values = ValueText(view.layer, call)
        let properties = batch.columns.map { view.layer.property($0.name) }
        let own = "\(call.base)/collections/\(view.layer.id)/items/"
        let rows = (0..<batch.count).map { row -> [HTML] in
            let id = batch.ids[row] ?? ""
            let head: HTML =
                id.isEmpty
                ? .text("\(row + 1)")
                : .tag(
                    "a",
                    [("href", own + PageAddress.encode(id) + "?f=html&lang=\(call.language.rawValue)")],
                    [.tag("code", [], [.text(String(id.prefix(8)))])])
            return [head]
                + batch.columns.indices.map { values.html(batch.columns[$0].values[row], properties[$0]) }
        }
        let head = zip(batch.columns, properties).map { column, property in
            HTML.text(property?.label[call.language] ?? column.name)
        }
        return .table([.text("id")] + head, rows)
    }

    private static func downloads(_ view: ItemsView) -> HTML {
        let forms = [
            ("GeoJSON", ["f": "geojson", "download": "true"]), ("CSV", ["f": "csv"]),
            ("GeoPackage", ["f": "gpkg"]),
        ]
        return .tag(
            "ul", class: "actions",
            forms.map { name, form in
                var changes: [String: String?] = [
                    "limit": nil, "cursor": nil, "offset": nil, "lang": nil,
                ]
                for (parameter, value) in form { changes[parameter] = value }
                return .tag(
                    "li", [],
                    [
                        .tag(
                            "a", [("class", "button"), ("href", view.address(changes)), ("download", "")],
                            [.text(name)])
                    ])
            })
    }
}
