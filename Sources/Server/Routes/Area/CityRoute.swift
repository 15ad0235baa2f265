internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

extension AreaRoutes {
    static let city = Route(
        .get, "/city", id: "getCity", tag: "Service",
        "All a map of the city needs to start: languages, departments, and the layers you may know of with their "
            + "labels in every language, styles, extents and freshness.", access: .known,
        schema: [
            "type": "object", "required": ["city", "viewer", "departments", "layers"],
            "properties": [
                "city": ["type": "object"], "viewer": ["type": "object"],
                "departments": ["type": "array", "items": ["type": "object"]],
                "layers": ["type": "array", "items": ["type": "object"]],
            ],
        ]
    ) { call in
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let bytes = try CityDocument(call: call, now: now).json.bytes
        // Of the content, not of revisions: a guarded layer's revision would tell that somebody came.
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(.json, .bytes(bytes), tag: tag.text)
    }
}
