internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa layer new`
struct LayerNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Looks at a file and writes a layer definition that fits it.",
        discussion: """
            Geometry, CRS, key, types, codes and dates are read off the file and each guess is marked with a \
            comment. Look it over, then run tabaqa init and tabaqa import.

            Examples:
              tabaqa layer new street-trees --from trees.csv --department parks
              tabaqa layer new rescue --from olaylar.csv --department fire \\
                  --dates iso,d.m.y
            """)

    @Argument(help: "Id of the new layer: a-z, 0-9 and dashes.")
    var id: String

    @Option(name: .customLong("from"), help: "The file to look at.")
    var file: String

    @Option(help: "The department that owns the layer.")
    var department: String

    @OptionGroup var source: SourceOptions

    @Flag(help: "Print the definition instead of writing it.")
    var print = false

    @OptionGroup var common: CommonOptions

    private struct Answer: Encodable {
        var layer: String
        var file: String
    }

    func run() throws {
        let request = try source.request(id, file: file, actor: common.actor)
        let proposal = try LayerDraft.propose(
            request, department: department, catalog: try common.catalog(),
            formatsExecutable: CommonOptions.sibling("tabaqa-formats"))
        for warning in proposal.warnings { common.warn(warning) }
        if print {
            Terminal.out(proposal.yaml)
            return
        }
        let folder = "\(common.layers)/\(department)"
        let path = "\(folder)/\(id).yaml"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Fault(
                .fileUnwritable, "The definition exists already.", at: Fault.Place(file: path),
                remedy: "Choose another id, or delete it first.")
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try proposal.yaml.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw Fault(.fileUnwritable, "Cannot write the definition.", at: Fault.Place(file: path))
        }
        common.answer(
            Answer(layer: id, file: path),
            "\(path): written. Look it over, then: tabaqa init && tabaqa import \(id) \(file)")
    }
}
