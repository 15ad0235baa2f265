internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaSpatiaLiteStore

/// `tabaqa import`
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings files into a layer; every row ends stored, flagged or rejected.",
        discussion: """
            Reads GeoJSON, GeoJSON text sequences, CSV, TSV, Shapefile (zipped or not), GeoPackage, KML, KMZ \
            and XLSX. Columns are matched by property name, label in any language, or alias. With a key, \
            rows already there are left alone; --update changes them.

            Examples:
              tabaqa import fire-incidents fires.csv
              tabaqa import neighbourhoods old.zip --encoding windows-1254 --crs EPSG:5256
              tabaqa import neighbourhoods population.csv --key code --update
              tabaqa import waste-complaints 311.csv --x Longitude --y Latitude \\
                  --dates m/d/y --rejects bad.csv
            """)

    @Argument(help: "The layer.")
    var layer: String

    @Argument(help: "The files, one after the other; each is all or nothing.")
    var files: [String]

    @Option(help: "PROPERTY=COLUMN; may be repeated.")
    var map: [String] = []

    @Option(help: "Column or property that identifies a row. Default: the layer's key.")
    var key: String?

    @Flag(help: "Change rows that are there already; columns the file lacks stay as they are.")
    var update = false

    @Flag(help: "Import a file without a key a second time.")
    var again = false

    @Option(help: "Write rejected rows to this CSV: row, reason, column, value.")
    var rejects: String?

    @OptionGroup var source: SourceOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.requireSpare([rejects], reading: files)
        let engine = try common.engine(.readWrite)
        var reports: [ImportReport] = []
        do {
            for file in files {
                let report = try engine.importFile(try request(file))
                for warning in report.warnings { common.warn(warning) }
                reports.append(report)
                if !common.json, !common.quiet { Terminal.out(ImportSummary.text(report)) }
            }
        } catch {
            // The files before the one at fault are in the store; their accounts must not be lost with it.
            try finish(engine, reports)
            throw error
        }
        try finish(engine, reports)
    }

    private func finish(_ engine: Engine, _ reports: [ImportReport]) throws {
        if let rejects { try engine.writeRejects(reports.flatMap(\.violations), to: rejects) }
        if common.json, !reports.isEmpty { JSONReport.print(ImportSummary.json(reports)) }
    }

    private func request(_ file: String) throws -> ImportRequest {
        var request = try source.request(layer, file: file, actor: common.actor)
        for pair in map {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Fault(
                    .optionInvalid, "--map takes PROPERTY=COLUMN, not “\(pair)”.",
                    remedy: "For example --map reported_at=\"Bildirim Tarihi\".")
            }
            request.map[parts[0]] = parts[1]
        }
        request.key = key
        request.updates = update
        request.again = again
        return request
    }
}
