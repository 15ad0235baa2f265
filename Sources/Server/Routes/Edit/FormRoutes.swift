internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What a layer's observations are filled in with.
public enum FormRoutes {
    public static let all: [Route] = [form]

    static let form = Route(
        .get, "/collections/{collectionId}/form", id: "getLayerForm", tag: "Editing",
        "The layer's form: questions with their words in all languages as JSON, or an XForm.",
        access: .contribute,
        parameters: [EditParameters.layer], offers: [.json, .xform]
    ) { call in
        let layer = try call.layer
        guard layer.takesObservations else {
            throw Fault(.formUnknown, "Layer “\(layer.id)” takes no observations, so it has no form.")
        }
        let form = try call.field.form(of: layer)
        let tag = "\(form.version)-\(call.format.names.first ?? "")"
        if let same = call.unchanged(tag) { return same }
        let body = call.format == .xform ? form.xml : try call.engine.formDocument(of: layer)
        return Answer(call.format, .bytes(body), tag: tag)
    }
}

extension MediaType {
    /// A form of OpenRosa.
    static let xform = MediaType("application/xml; charset=utf-8", names: ["xform"])
}
