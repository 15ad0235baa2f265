internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The page of the review queue: a frame in the call's language; everything in it the page asks for with the reader's key.
enum ReviewPageDocument {
    static let template = "review/review.html"

    static func answer(_ call: Call) throws -> Answer {
        guard let page = WebAssets.own[template] else {
            throw Fault(
                .fileMissing, "The files of the review page are missing.",
                remedy: "Put the folder tabaqa_TabaqaServer.resources beside the program.")
        }
        let city = call.engine.catalog.city
        let baseMap = call.service.settings.baseMap
        let gaps = [
            "lang": call.language.rawValue, "dir": call.language.isRightToLeft ? "rtl" : "ltr",
            "base": call.base, "title": city.name[call.language], "baseMap": baseMap?.template ?? "",
            "attribution": baseMap?.attribution ?? "",
        ]
        let bytes = Array(WebPages.filled(String(decoding: page.bytes, as: UTF8.self), gaps).utf8)
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text, caching: .revalidated) { return same }
        return Answer(
            .html, .bytes(bytes), tag: tag.text, caching: .revalidated,
            headers: headers(call.service.settings))
    }

    /// Recordings of the field are fetched with the key and played from memory.
    private static func headers(_ settings: ServerSettings) -> [(name: String, value: String)] {
        SecurityHeaders(settings).fields.filter { $0.name == "Content-Security-Policy" }.map {
            ($0.name, $0.value + "; media-src 'self' blob:")
        }
    }
}
