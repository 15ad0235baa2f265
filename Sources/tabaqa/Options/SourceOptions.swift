internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// How to read a file, where it does not say itself.
struct SourceOptions: ParsableArguments {
    @Option(help: "CRS of the file's coordinates (EPSG:n), where the file does not say or is wrong.")
    var crs: String?

    @Option(name: .customLong("x"), help: "Column with x, easting or longitude.")
    var xColumn: String?

    @Option(name: .customLong("y"), help: "Column with y, northing or latitude.")
    var yColumn: String?

    @Option(help: "Character encoding, e.g. windows-1254, windows-1256, utf-8.")
    var encoding: String?

    @Option(help: "Column delimiter of a CSV; “tab” for a tab.")
    var delimiter: String?

    @Option(help: "Decimal sign: “,” or “.”.")
    var decimal: String?

    @Option(help: "Date orders, tried in turn: iso, d.m.y, d/m/y, m/d/y.")
    var dates: String?

    @Option(help: "Layer, sheet or table inside the file.")
    var table: String?

    func request(_ layer: String, file: String, actor: String) throws -> ImportRequest {
        var request = ImportRequest(layer: layer, file: file, actor: actor)
        request.crs = try crs.map { try CRSOption.parse($0) }
        request.xColumn = xColumn
        request.yColumn = yColumn
        request.encoding = encoding
        if let delimiter {
            guard delimiter == "tab" || delimiter.count == 1 else {
                throw Fault(.optionInvalid, "--delimiter must be one character or “tab”, not “\(delimiter)”.")
            }
            request.delimiter = delimiter == "tab" ? "\t" : delimiter.first
        }
        if let decimal {
            guard decimal == "," || decimal == "." else {
                throw Fault(.optionInvalid, "--decimal must be “,” or “.”, not “\(decimal)”.")
            }
            request.usesDecimalComma = decimal == ","
        }
        request.dates = dates.map { $0.split(separator: ",").map(String.init) } ?? []
        request.table = table
        return request
    }
}
