internal import TabaqaFeatureModel

/// By which property an import tells rows apart, and whether it changes those already there.
struct KeyPlan {
    let property: String
    /// In the layer's declared order.
    let index: Int
    /// Names of things are matched folded; the department's own key is taken to the letter.
    let folds: Bool
    let updates: Bool

    /// Nil when the file has no key and none was asked for.
    ///
    /// - Throws: `import.key` when the key asked for is not in the file.
    init?(layer: LayerDefinition, request: ImportRequest, present: Set<String>) throws {
        let name: String
        if let asked = request.key {
            name = try Self.resolve(asked, layer: layer, request: request)
            guard present.contains(name) else {
                throw Fault(
                    .importKey, "The file has no column for the key “\(name)”.",
                    at: Fault.Place(file: request.file),
                    remedy: "Name it with --map \(name)=COLUMN.")
            }
        } else if let key = layer.key, present.contains(key) {
            name = key
        } else if request.updates {
            throw Fault(
                .importKey, "--update needs a key to find the rows by.", at: Fault.Place(file: request.file),
                remedy: "Give --key COLUMN.")
        } else {
            return nil
        }
        property = name
        guard let index = layer.properties.firstIndex(where: { $0.name == name }) else { return nil }
        self.index = index
        folds = name != layer.key
        updates = request.updates
    }

    /// A property by its name, a column of `--map`, a label or an alias.
    private static func resolve(
        _ asked: String, layer: LayerDefinition, request: ImportRequest
    ) throws -> String {
        if layer.property(asked) != nil { return asked }
        if let mapped = request.map.first(where: { $0.value == asked })?.key { return mapped }
        let folded = TextFolding.fold(asked)
        let match = layer.properties.first { property in
            (property.aliases + Array(property.label.texts.values) + [property.name])
                .contains { TextFolding.fold($0) == folded }
        }
        if let match { return match.name }
        throw Fault(
            .importKey, "“\(asked)” is no property of layer “\(layer.id)”.",
            remedy: "Properties: " + layer.properties.map(\.name).joined(separator: ", ") + ".")
    }
}
