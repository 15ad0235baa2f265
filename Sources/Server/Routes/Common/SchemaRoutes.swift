internal import TabaqaFeatureModel

extension CommonRoutes {
    static let queryables = Route(
        .get,
        "/collections/{collectionId}/queryables", id: "getQueryables", tag: "Layers",
        "The properties a filter may use, as JSON Schema.", access: .layer(.features),
        parameters: [layerParameter], offers: [.jsonSchema, .html]
    ) { call in
        Pages.answer(call, try LayerSchema(call).queryables, as: .jsonSchema)
    }

    static let sortables = Route(
        .get,
        "/collections/{collectionId}/sortables", id: "getSortables", tag: "Layers",
        "The properties items can be sorted by, as JSON Schema.", access: .layer(.features),
        parameters: [layerParameter], offers: [.jsonSchema, .html]
    ) { call in
        Pages.answer(call, try LayerSchema(call).sortables, as: .jsonSchema)
    }

    static let schema = Route(
        .get,
        "/collections/{collectionId}/schema", id: "getSchema", tag: "Layers",
        "The logical schema of the layer's features, as JSON Schema.", access: .layer(.features),
        parameters: [layerParameter], offers: [.jsonSchema, .html]
    ) { call in
        Pages.answer(call, try LayerSchema(call).returnables, as: .jsonSchema)
    }
}
