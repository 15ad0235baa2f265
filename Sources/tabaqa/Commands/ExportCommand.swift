internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa export`
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a layer, or part of it, to a file; the extension names the format.",
        discussion: """
            .geojson, .geojsons (text sequence), .csv, .gpkg, .shp, .kml, .xlsx. Properties above the audience \
            are left out. Without --crs GeoJSON and KML are longitude/latitude, other formats the layer's CRS.

            Examples:
              tabaqa export fire-incidents -o fires.geojson --datetime 2024
              tabaqa export neighbourhoods -o n.gpkg --crs EPSG:32637
              tabaqa export parcels -o arrears.csv --filter "arrears > 0" \\
                  --bbox 37.3,37.0,37.4,37.1
            """)

    @Argument(help: "The layer.")
    var layer: String

    @Option(name: .shortAndLong, help: "The file to write.")
    var output: String

    @OptionGroup var selection: SelectionOptions

    @Option(help: "CRS of the output and of --bbox.")
    var crs: String?

    @OptionGroup var common: CommonOptions

    private struct Answer: Encodable {
        var layer: String
        var file: String
        var rows: Int
        var crs: String
        var warnings: [String]
    }

    func run() throws {
        try common.requireSpare([output])
        let engine = try common.engine()
        var request = ExportRequest(layer: layer, file: output, audience: common.audience)
        request.crs = try crs.map { try CRSOption.parse($0) }
        request.selection = try selection.request(crs: request.crs)
        request.selection.includesFlagged = true
        let report = try engine.export(request)
        for warning in report.warnings { common.warn(warning) }
        common.answer(
            Answer(
                layer: layer, file: output, rows: report.rows, crs: report.crs.definition,
                warnings: report.warnings),
            "\(output): \(report.rows) rows, \(report.crs)")
    }
}
