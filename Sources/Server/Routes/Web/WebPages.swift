internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The web map.
public enum WebPages {
    static let template = "index.html"

    /// The map page in the call's language; everything else it asks for itself.
    static func map(_ call: Call) throws -> Answer {
        guard let page = WebAssets.own[template] else {
            throw Fault(
                .fileMissing, "The files of the web map are missing.",
                remedy: "Put the folder tabaqa_TabaqaServer.resources beside the program.")
        }
        let city = call.engine.catalog.city
        let baseMap = call.service.settings.baseMap
        let gaps = [
            "lang": call.language.rawValue, "dir": call.language.isRightToLeft ? "rtl" : "ltr",
            "base": call.base, "title": city.name[call.language], "baseMap": baseMap?.template ?? "",
            "attribution": baseMap?.attribution ?? "",
        ]
        let bytes = Array(filled(String(decoding: page.bytes, as: UTF8.self), gaps).utf8)
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text, caching: .revalidated) { return same }
        return Answer(.html, .bytes(bytes), tag: tag.text, caching: .revalidated)
    }

    /// Puts values where the page has `{{name}}`, as text: none of them can become markup.
    static func filled(_ page: String, _ gaps: [String: String]) -> String {
        var filled = ""
        var rest = page[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            filled += rest[..<open.lowerBound]
            filled += HTML.escaped(gaps[String(rest[open.upperBound..<close.lowerBound])] ?? "")
            rest = rest[close.upperBound...]
        }
        return filled + rest
    }
}
