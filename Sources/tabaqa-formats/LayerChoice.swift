/// Finds the layer to be read among those of a file.
struct LayerChoice {
    let source: Source
    let encoding: String?
    let messages: Messages

    /// The layer of that name; without a name the first that holds rows, and a warning that names the others.
    func layer(named name: String?) throws -> SourceLayer {
        var names: [String] = []
        var chosen: SourceLayer?
        let likely = source.members.filter { FileName.stem($0.path) == name }
        for member in likely.isEmpty ? source.members : likely {
            for layer in try SourceLayer.all(of: member, encoding: encoding, messages: messages) {
                if let name {
                    if layer.name == name { return layer }
                } else if chosen.map({ $0.isEmpty && !layer.isEmpty }) ?? true {
                    chosen = layer
                }
                names.append(layer.name)
            }
        }
        let list = names.prefix(20).joined(separator: ", ")
        guard let chosen else {
            throw Failure(
                .badData, name.map { "The file has no layer named \($0)." } ?? "The file has no layer.",
                remedy: names.isEmpty ? "Give another file." : "Choose one of: \(list).", file: source.file)
        }
        if names.count > 1 {
            messages.warn(
                "Of \(names.count) layers (\(list)) \(chosen.name) was read. Choose with --layer."
            )
        }
        return chosen
    }
}
