internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa layers`
struct LayersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layers",
        abstract: "Lists the layers with their properties' names.",
        discussion: """
            Examples:
              tabaqa layers
              tabaqa layers --lang ar --json
            """)

    @Option(help: "Language of titles.")
    var lang: Language = .en

    @OptionGroup var common: CommonOptions

    private struct Row: Encodable {
        var id: String
        var department: String
        var title: String
        var kind: String
        var geometry: String
        var crs: String
        var key: String?
        var sensitivity: String
        var properties: [String]
    }

    func run() throws {
        let catalog = try common.catalog()
        let rows = catalog.layers
            .filter {
                $0.sensitivity != .secret
                    || ReleaseGate.decide(common.audience, $0.sensitivity, .summary) != .refused
            }
            .map { layer in
                Row(
                    id: layer.id, department: layer.department, title: layer.title[lang],
                    kind: layer.kind.rawValue, geometry: layer.geometry.rawValue,
                    crs: layer.crs.definition, key: layer.key, sensitivity: layer.sensitivity.rawValue,
                    properties: layer.properties.map(\.name))
            }
        common.answer(
            rows,
            TextTable.text(
                header: ["LAYER", "DEPARTMENT", "TITLE", "GEOMETRY", "SENSITIVITY", "KEY"],
                rows: rows.map {
                    [$0.id, $0.department, $0.title, $0.geometry, $0.sensitivity, $0.key ?? "–"]
                }))
    }
}
