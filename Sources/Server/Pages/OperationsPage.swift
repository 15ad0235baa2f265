internal import TabaqaFeatureModel

/// The OpenAPI document as a page: operations by topic, with their parameters.
enum OperationsPage {
    static func content(_ call: Call) -> [HTML] {
        let language = call.language
        var tags: [String] = []
        for route in RouteTable.all where !tags.contains(route.tag) { tags.append(route.tag) }
        let introduction = HTML.tag(
            "p", [], [.tag("a", [("href", call.base + "/api?f=json")], [.text("OpenAPI 3.0 (JSON)")])])
        return [introduction]
            + tags.map { tag in
                .tag(
                    "section", [("lang", "en"), ("dir", "ltr")],
                    [.tag("h2", [], [.text(tag)])]
                        + RouteTable.all.filter { $0.tag == tag }.map { operation($0, language) })
            }
    }

    private static func operation(_ route: Route, _ language: Language) -> HTML {
        var parts: [HTML] = [
            .tag(
                "summary", [],
                [
                    .tag("code", [], [.text("\(route.method.rawValue) \(route.pattern)")]), " ",
                    .text(route.summary),
                ]),
            .tag(
                "p", [], [.text(route.offers.map(\.essence).joined(separator: ", "))]),
        ]
        if !route.parameters.isEmpty {
            parts.append(
                .table(
                    [
                        .text(PageWord.name(language)), .text(PageWord.label(language)),
                        .text(PageWord.type(language)),
                    ],
                    route.parameters.map { parameter in
                        [
                            .tag("code", [], [.text(parameter.name)]), .text(parameter.about),
                            .tag(
                                "code", [], [.text(String(decoding: parameter.schema.bytes, as: UTF8.self))]),
                        ]
                    }))
        }
        return .tag("details", class: "operation", parts)
    }
}
