internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What every page of the API has around its content.
struct PageFrame {
    let call: Call

    private var language: Language { call.language }

    func document(title: String, _ content: [HTML]) -> [UInt8] {
        let city = call.engine.catalog.city
        return HTML.tag(
            "html",
            [("lang", language.rawValue), ("dir", language.isRightToLeft ? "rtl" : "ltr")],
            [
                .tag(
                    "head", [],
                    [
                        .tag("meta", [("charset", "utf-8")], []),
                        .tag(
                            "meta",
                            [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
                        .tag("title", [], [.text("\(title) · \(city.name[language])")]),
                        .tag("link", [("rel", "icon"), ("href", asset("icon.svg"))], []),
                        .tag("link", [("rel", "stylesheet"), ("href", asset("tabaqa.css"))], []),
                        .tag("link", [("rel", "stylesheet"), ("href", asset("styles/pages.css"))], []),
                    ] + mapScripts),
                .tag(
                    "body", [],
                    [
                        .tag(
                            "a", [("class", "skip-link"), ("href", "#content")],
                            [.text(PageWord.skip(language))]),
                        header(city.name[language]),
                        .tag(
                            "main", [("id", "content"), ("class", "page")],
                            [crumbs, .tag("h1", [("dir", "auto")], [.text(title)])] + content),
                    ]),
            ]
        ).document
    }

    /// Without the library the page's map stays away and all else is there.
    private var mapScripts: [HTML] {
        [
            .tag("link", [("rel", "stylesheet"), ("href", asset("ol/ol.css"))], []),
            .tag("script", [("src", asset("ol/ol.js")), ("defer", "")], []),
            .tag("script", [("type", "module"), ("src", asset("app/page-map.js"))], []),
        ]
    }

    private func asset(_ name: String) -> String { "\(call.base)/assets/\(name)" }

    private func header(_ city: String) -> HTML {
        .tag(
            "header", class: "page-bar",
            [
                .tag("a", [("class", "brand"), ("href", call.base + "/")], [.text(city)]),
                .tag(
                    "nav", [("aria-label", PageWord.interface(language))],
                    [
                        .link(address("/collections"), PageWord.layers(language)),
                        .link(address("/status"), DutyWord.title(language)),
                        .link(address("/api"), PageWord.interface(language)),
                        .link(address("/conformance"), PageWord.conformance(language)),
                    ]),
                .tag(
                    "nav", [("class", "page-languages"), ("aria-label", PageWord.language(language))],
                    call.engine.catalog.city.languages.map(languageLink)),
            ])
    }

    private func languageLink(_ other: Language) -> HTML {
        let name =
            switch other {
            case .ar: "العربية"
            case .en: "English"
            case .tr: "Türkçe"
            }
        var attributes = [
            ("href", PageAddress(call).replacing("lang", with: other.rawValue)), ("hreflang", other.rawValue),
            ("lang", other.rawValue),
        ]
        if other == language { attributes.append(("aria-current", "true")) }
        return .tag("a", attributes, [.text(name)])
    }

    /// The address of another page in the same language.
    func address(_ path: String) -> String { "\(call.base)\(path)?f=html&lang=\(language.rawValue)" }

    private var crumbs: HTML {
        var path = ""
        var parts: [HTML] = [.tag("li", [], [.link(call.base + "/", PageWord.home(language))])]
        let segments = call.target.split(separator: "/").map(String.init)
        for (index, segment) in segments.enumerated() {
            path += "/" + segment
            let name = crumbName(segment, index)
            parts.append(
                .tag(
                    "li", [],
                    [
                        index == segments.count - 1 || segment == "map"
                            ? .text(name) : .link(address(path), name)
                    ]))
        }
        return .tag(
            "nav", [("class", "page-crumbs"), ("aria-label", "breadcrumb")],
            [.tag("ol", [("class", "breadcrumbs")], parts)])
    }

    private func crumbName(_ segment: String, _ index: Int) -> String {
        if index == 1, let layer = call.collection { return layer.title[language] }
        return switch segment {
        case "collections": PageWord.layers(language)
        case "status": DutyWord.title(language)
        case "items": PageWord.items(language)
        case "api": PageWord.interface(language)
        case "conformance": PageWord.conformance(language)
        case "schema", "queryables", "sortables": PageWord.schema(language)
        default: segment.removingPercentEncoding ?? segment
        }
    }
}
