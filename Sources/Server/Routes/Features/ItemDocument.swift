internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// One feature.
enum ItemDocument {
    static let schema: JSON = [
        "type": "object", "required": ["type", "geometry", "properties"],
        "properties": [
            "type": ["type": "string", "enum": ["Feature"]], "id": ["type": "string"],
            "geometry": ["type": "object", "nullable": true],
            "properties": ["type": "object", "nullable": true],
            "links": Schemas.links,
        ],
    ]

    static func answer(_ view: ItemsView, id: String) throws -> Answer {
        let call = view.call
        let tag = ItemsTag.of(call, revision: view.page.revision)
        if let same = call.unchanged(tag) { return same }
        if call.format == .html { return FeaturePages.item(view, id: id, tag: tag) }
        let crs = view.parameters.crs
        let links = [
            Link("self", view.address(["f": call.format.names.first]), call.format),
            Link("alternate", view.address(["f": MediaType.html.names.first]), .html),
            Link("collection", "\(call.base)/collections/\(view.layer.id)", .json),
        ]
        let members: JSON = ["links": JSON(links)]
        let form = GeoJSONForm(
            crs: crs.crs, isNorthingFirst: crs.isNorthingFirst, namesCRS: false,
            members: Array(members.bytes.dropFirst().dropLast()))
        return Answer(
            call.format, .bytes(try form.feature(view.page.features)), tag: tag,
            headers: [("Content-Crs", "<\(crs.uri)>")])
    }
}
