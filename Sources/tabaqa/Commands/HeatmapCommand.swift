internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// `tabaqa heatmap`
struct HeatmapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heatmap",
        abstract: "Computes the density of events per km² and draws it.",
        discussion: """
            Bandwidth is metres on the ground, values are per km² of the selected events (with --per-year \
            per km² and year), and the colour scale is absolute: two months compare. Without --crs the grid \
            is EPSG:3857 and --bbox is longitude,latitude; with it both are in that CRS.

            Examples:
              tabaqa heatmap fire-incidents -o fires.png --legend fires-legend.png
              tabaqa heatmap fire-incidents -o fires.png --datetime 2024 --hour 22-5 \\
                  --weight count
              tabaqa heatmap fire-incidents -o f.png --values f.tif --cell 50m \\
                  --crs EPSG:32637
              tabaqa heatmap fire-incidents -o f.png --sheet sheet.png \\
                  --over neighbourhoods --lang ar
            """)

    @Argument(help: "The layer.")
    var layer: String

    @Option(name: .shortAndLong, help: "The picture to write (.png).")
    var output: String?

    @OptionGroup var selection: SelectionOptions

    @Option(help: "Pixels, WxH. Default: 1024 on the long side.")
    var size: String?

    @Option(help: "Cell side on the ground, e.g. 100m.")
    var cell: String?

    @Option(help: "CRS of grid and --bbox. Default: EPSG:3857 and degrees.")
    var crs: String?

    @Option(help: "Default: the layer's, else quartic.")
    var kernel: Kernel?

    @Option(help: "Metres on the ground, e.g. 500m or 1km.")
    var bandwidth: String?

    @Option(help: "A numeric property, or “count”.")
    var weight: String?

    @Flag(help: "Divide by the interval in years.")
    var perYear = false

    @Option(help: "Default: the layer's, else inferno.")
    var ramp: ColorRamp?

    @Option(help: "Top of the colour scale, e.g. \"40 per km²\".")
    var maximum: String?

    @Option(help: "Legend to write: .json or .png; may be repeated.")
    var legend: [String] = []

    @Option(help: "Values to write: .tif, .csv or .geojson; may be repeated.")
    var values: [String] = []

    @OptionGroup var sheet: SheetOptions

    @OptionGroup var common: CommonOptions

    private struct Answer: Encodable {
        var layer: String
        var files: [String]
        var unit: String
        var used: Int
        var maximumValue: Float
        var scaleMaximum: Double
        var columns: Int
        var rows: Int
        var leftOut: [String: Int]
        var suppressedCells: Int?
    }

    func validate() throws {
        if output == nil, legend.isEmpty, values.isEmpty, sheet.sheet == nil {
            throw ValidationError("Nothing to write: give -o FILE.png, --values, --legend or --sheet.")
        }
    }

    func run() throws {
        try common.requireSpare([output, sheet.sheet] + legend + values)
        let engine = try common.engine()
        let request = try request()
        let writesFiles = output != nil || !legend.isEmpty || !values.isEmpty
        let heatmap =
            writesFiles
            ? try engine.heatmap(request) : try engine.sheetHeatmap(request, over: sheet.over)
        let language = try sheet.language(engine.catalog.city)
        var files: [String] = []
        if let output {
            try engine.writePicture(heatmap, to: output)
            files.append(output)
        }
        for path in legend {
            try engine.writeLegend(heatmap, to: path, language: language)
            files.append(path)
        }
        for path in values {
            try engine.writeValues(heatmap, to: path)
            files.append(path)
        }
        if let page = sheet.sheet {
            let printed = writesFiles ? try engine.sheetHeatmap(request, over: sheet.over) : heatmap
            try engine.writeSheet(printed, to: page, over: sheet.over, language: language)
            files.append(page)
        }
        let grid = heatmap.grid.value
        let description = grid.description
        let answer = Answer(
            layer: layer, files: files, unit: description.unit, used: description.used,
            maximumValue: grid.maximum, scaleMaximum: heatmap.scaleMaximum, columns: grid.frame.columns,
            rows: grid.frame.rows,
            leftOut: Dictionary(
                description.leftOut.map { ($0.reason, $0.count) }, uniquingKeysWith: +),
            suppressedCells: description.suppressedCells)
        common.answer(answer, text(answer, heatmap))
    }

    private func text(_ answer: Answer, _ heatmap: Heatmap) -> String {
        var lines = [
            "\(answer.used) events, up to \(answer.maximumValue) \(answer.unit) on "
                + "\(answer.columns) × \(answer.rows) cells"
        ]
        for (reason, count) in answer.leftOut.sorted(by: { $0.key < $1.key }) {
            lines.append("  left out \(count): \(reason)")
        }
        if heatmap.isCells {
            lines.append(
                "  layer \(layer) is guarded: cells of its own grid with enough events, not a density surface"
            )
        }
        return (lines + answer.files).joined(separator: "\n")
    }

    private func request() throws -> HeatmapRequest {
        var request = HeatmapRequest(layer: layer, audience: common.audience)
        request.crs = try crs.map { try CRSOption.parse($0) }
        request.selection = try selection.request(crs: request.crs)
        request.size = try size.map { try Self.size($0) }
        request.cell = try cell.map { try Length.meters($0, option: "--cell") }
        request.bandwidth = try bandwidth.map { try Length.meters($0, option: "--bandwidth") }
        request.kernel = kernel
        request.weight = weight
        request.isPerYear = perYear
        request.ramp = ramp
        if let maximum {
            request.maximum = DensityMaximum(maximum, isPerYear: perYear)
            guard request.maximum != nil else {
                throw Fault(
                    .optionInvalid, "--maximum must be a density, not “\(maximum)”.",
                    remedy: "For example --maximum \"40 per km²\" or \"12 per km² and year\".")
            }
        }
        return request
    }

    private static func size(_ text: String) throws -> (width: Int, height: Int) {
        let parts = text.lowercased().split(separator: "x").map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1], (1...16_384).contains(width),
            (1...16_384).contains(height)
        else {
            throw Fault(
                .optionInvalid, "--size must be WIDTHxHEIGHT in pixels, 1 to 16384, not “\(text)”.",
                remedy: "For example --size 1600x1200.")
        }
        return (width, height)
    }
}
