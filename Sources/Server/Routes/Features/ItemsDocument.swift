internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// A page of features in each of its representations.
///
/// `timeStamp` is left out: it would make every answer differ from the last one, and equal tags mean equal
/// bytes.
enum ItemsDocument {
    static let schema: JSON = [
        "type": "object", "required": ["type", "features", "numberMatched", "numberReturned", "links"],
        "properties": [
            "type": ["type": "string", "enum": ["FeatureCollection"]],
            "numberMatched": ["type": "integer", "minimum": 0],
            "numberReturned": ["type": "integer", "minimum": 0], "links": Schemas.links,
            "features": ["type": "array", "items": ItemDocument.schema],
        ],
    ]

    static func answer(_ view: ItemsView) throws -> Answer {
        let (call, page) = (view.call, view.page)
        let tag = ItemsTag.of(call, revision: page.revision)
        let body: [UInt8]
        switch call.format {
        case .html: return FeaturePages.items(view, next: view.next, tag: tag)
        case .csv: body = CSVText.header(page.features) + CSVText.rows(page.features)
        case .geoJSONSequence: body = try form(view, .sequence).features(page.features, isFirst: true)
        default: body = try collection(view)
        }
        return Answer(call.format, .bytes(body), tag: tag, headers: headers(view))
    }

    private static func collection(_ view: ItemsView) throws -> [UInt8] {
        let page = view.page
        let members: JSON = [
            "numberMatched": .integer(Int64(page.matched)),
            "numberReturned": .integer(Int64(page.features.value.count)), "links": JSON(view.links),
        ]
        var form = form(view, .collection)
        form.members = Array(members.bytes.dropFirst().dropLast())
        return form.head + (try form.features(page.features, isFirst: true))
            + form.tail(isEmpty: page.features.value.count == 0)
    }

    private static func form(_ view: ItemsView, _ kind: GeoJSONForm.Kind) -> GeoJSONForm {
        GeoJSONForm(
            kind, crs: view.parameters.crs.crs, isNorthingFirst: view.parameters.crs.isNorthingFirst,
            namesCRS: false)
    }

    /// What a representation without a place for links and numbers tells in its header.
    private static func headers(_ view: ItemsView) -> [(name: String, value: String)] {
        var headers = [(name: "Content-Crs", value: "<\(view.parameters.crs.uri)>")]
        guard view.call.format != .geoJSON else { return headers }
        headers += view.links.map { ("Link", "<\($0.href)>; rel=\"\($0.rel)\"; type=\"\($0.type)\"") }
        headers.append(("OGC-NumberMatched", "\(view.page.matched)"))
        headers.append(("OGC-NumberReturned", "\(view.page.features.value.count)"))
        return headers
    }
}
