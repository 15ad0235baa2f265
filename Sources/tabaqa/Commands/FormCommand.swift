internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// `tabaqa form`
struct FormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "Writes the form of a layer of observations, as phones fill it.",
        discussion: """
            An XForm for ODK Collect, KoboCollect and Enketo, in all of the city's languages. Its version is made of \
            all that shapes it: the layer's definition, the city's boundary and the lists it offers. With --json the \
            same form as the field page reads it.

            Examples:
              tabaqa form fire-incidents -o fire-incidents.xml
              tabaqa form fire-incidents --json
              tabaqa form --list
            """)

    @Argument(help: "The layer.")
    var layer: String?

    @Option(name: .shortAndLong, help: "The file to write. Default: the terminal.")
    var output: String?

    @Flag(help: "List the forms there are.")
    var list = false

    @OptionGroup var common: CommonOptions

    private struct Row: Encodable {
        var layer: String
        var version: String
        var open: Bool
        var questions: Int
        var entities: [String]
        var bytes: Int
    }

    func validate() throws {
        guard list != (layer != nil) else { throw ValidationError("Name a layer, or ask for the --list.") }
        if list, output != nil { throw ValidationError("--list prints; it takes no --output.") }
    }

    func run() throws {
        let engine = try common.engine()
        guard let layer else { return try printList(engine) }
        let definition = try engine.catalog.layer(layer)
        let bytes =
            common.json ? try engine.formDocument(of: definition) : try engine.form(of: definition).xml
        guard let output else {
            // Not a byte more: clients compare hashes.
            return Terminal.write(String(decoding: bytes, as: UTF8.self), to: 1)
        }
        try common.requireSpare([output])
        let sink = try FileSink(path: output)
        try bytes.withUnsafeBytes { try sink.write($0) }
        try sink.commit()
    }

    private func printList(_ engine: Engine) throws {
        let rows = try engine.catalog.layers.filter(\.takesObservations).map { layer in
            let form = try engine.form(of: layer)
            return Row(
                layer: layer.id, version: form.version, open: layer.form.isOpen,
                questions: layer.properties.count { !$0.isOfficeOnly }, entities: layer.form.entities,
                bytes: form.xml.count)
        }
        common.answer(
            rows,
            TextTable.text(
                header: ["LAYER", "VERSION", "OPEN", "QUESTIONS", "LISTS", "BYTES"],
                rows: rows.map {
                    [
                        $0.layer, $0.version, $0.open ? "yes" : "no", String($0.questions),
                        $0.entities.isEmpty ? "–" : $0.entities.joined(separator: ", "), String($0.bytes),
                    ]
                }))
    }
}
