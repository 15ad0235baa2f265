internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The forms a device of the field page may fill in.
public enum FieldFormRoutes {
    public static let all: [Route] = [forms]

    private static let tag = "Field"

    private static let forms = Route(
        .get, "/field/forms", id: "getFieldForms", tag: tag,
        "The forms this device may fill in, in all languages of the city.", access: .device,
        schema: ["type": "object", "required": ["forms"]]
    ) { call in
        let field = try call.field
        var bytes = Array("{\"forms\":[".utf8)
        for (index, layer) in layers(call).filter(\.form.isOpen).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            // Kept, so that what is filled in with it is taken whenever it comes.
            _ = try field.form(of: layer)
            bytes += try call.engine.formDocument(of: layer)
        }
        bytes += Array("]}".utf8)
        let tag = OpenRosaForm.md5(bytes)
        if let same = call.unchanged(tag) { return same }
        return Answer(.json, .bytes(bytes), tag: tag)
    }

    private static func layers(_ call: Call) -> [LayerDefinition] {
        call.engine.catalog.layers.filter { call.viewer.device?.covers($0) ?? false }
    }
}
