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
              tabaqa layer new rescue --from olaylar.csv --department fire --dates iso,d.m.y
            """)

    @Argument(help: "Id of the new layer: a-z, 0-9 and dashes.")
    var id: String

    @Option(name: .customLong("from"), help: "The file to look at.")
    var file: String

    @Option(help: "The department that owns the layer.")
    var department: String

    @Option(help: "CRS of the file's coordinates, where the file does not say.")
    var crs: String?

    @Option(name: .customLong("x"), help: "Column with x, easting or longitude.")
    var xColumn: String?

    @Option(name: .customLong("y"), help: "Column with y, northing or latitude.")
    var yColumn: String?

    @Option(help: "Character encoding.")
    var encoding: String?

    @Option(help: "Date orders, tried in turn: iso, d.m.y, d/m/y, m/d/y.")
    var dates: String?

    @Option(help: "Layer, sheet or table inside the file.")
    var table: String?

    @Flag(help: "Print the definition instead of writing it.")
    var print = false

    @OptionGroup var common: CommonOptions

    private struct Answer: Encodable {
        var layer: String
        var file: String
    }

    func run() throws {
        var request = ImportRequest(layer: id, file: file, actor: common.actor)
        request.crs = try crs.map { try CRSOption.parse($0) }
        request.xColumn = xColumn
        request.yColumn = yColumn
        request.encoding = encoding
        request.dates = dates.map { $0.split(separator: ",").map(String.init) } ?? []
        request.table = table
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
