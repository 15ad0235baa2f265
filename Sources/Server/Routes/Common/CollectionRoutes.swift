internal import TabaqaEngine
internal import TabaqaFeatureModel

extension CommonRoutes {
    static let collections = Route(
        .get,
        "/collections", id: "getCollections", tag: "Layers", "The layers you may know of.", access: .known,
        offers: [.json, .html], schema: Schemas.collections
    ) { call in
        let document: JSON = [
            "links": JSON([
                Link("self", call.base + "/collections?f=json", .json),
                Link("alternate", call.base + "/collections?f=html", .html),
            ]),
            "collections": .array(try call.layers.map { try CollectionDocument.make($0, call) }),
        ]
        return Pages.answer(
            call, document, title: PageWord.layers(call.language),
            call.format == .html ? try CollectionPages.list(call) : nil)
    }

    static let collection = Route(
        .get,
        "/collections/{collectionId}", id: "getCollection", tag: "Layers",
        "One layer: its extent, its systems of coordinates, and where its representations are.",
        access: .layer(.summary), parameters: [layerParameter], offers: [.json, .html],
        schema: Schemas.collection
    ) { call in
        Pages.answer(
            call, try CollectionDocument.make(try call.layer, call),
            title: try call.layer.title[call.language],
            call.format == .html ? try CollectionPages.one(call) : nil)
    }
}
