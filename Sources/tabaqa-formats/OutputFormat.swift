import CGDAL

/// The formats the program writes, each with what its driver needs to be told.
enum OutputFormat: String, CaseIterable {
    case geoPackage = "GPKG"
    case shapefile = "ESRI Shapefile"
    case kml = "KML"
    case csv = "CSV"
    case excel = "XLSX"
    case openDocument = "ODS"
    case flatGeobuf = "FlatGeobuf"
    case geoTIFF = "GeoTIFF"

    init(named name: String) throws {
        guard
            let format = OutputFormat.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
        else {
            throw Failure(
                .unsupported, "The format \(name) is not written.",
                remedy: "Use one of: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = format
    }

    var driverName: String {
        switch self {
        case .geoTIFF: "GTiff"
        default: rawValue
        }
    }

    /// Registers the drivers that only writing needs.
    func register() {
        switch self {
        case .csv: RegisterOGRCSV()
        // LIBKML, which reads, takes a time that grows with the square of the rows to write.
        case .kml: RegisterOGRKML()
        case .geoTIFF: GDALRegister_GTiff()
        default: break
        }
    }

    var driver: GDALDriverH? { GDALGetDriverByName(driverName) }

    func layerOptions(geometryType: String) -> [String] {
        switch self {
        case .shapefile: ["ENCODING=UTF-8"]
        case .csv:
            switch geometryType {
            case "None": ["STRING_QUOTING=IF_NEEDED"]
            case "Point": ["GEOMETRY=AS_XY", "STRING_QUOTING=IF_NEEDED"]
            default: ["GEOMETRY=AS_WKT", "STRING_QUOTING=IF_NEEDED"]
            }
        case .geoPackage: ["GEOMETRY_NAME=geom", "FID=fid"]
        // Its spatial index would reorder the rows and leave out those without geometry.
        case .flatGeobuf: ["SPATIAL_INDEX=NO"]
        default: []
        }
    }

    /// Types the format would cut short or lose; such columns are written as text, as they came.
    var typesWrittenAsText: Set<ColumnType> {
        switch self {
        case .shapefile: [.dateTime]
        case .kml: [.date, .dateTime, .boolean]
        case .csv: [.date, .dateTime, .boolean]
        case .flatGeobuf: [.date]
        default: []
        }
    }

    /// What the format has no room for, said to the caller once when rows hold it.
    var holdsTimeZones: Bool { self != .excel && self != .openDocument }
    var holdsRowsWithoutGeometry: Bool { self != .flatGeobuf }

    /// Whether rows keep their geometry.
    var hasGeometry: Bool { self != .excel && self != .openDocument }

    /// The endings a driver knows its files by, the usual one first.
    private var endings: [String] {
        switch self {
        case .geoPackage: ["gpkg"]
        case .shapefile: ["shp", "dbf"]
        case .kml: ["kml", "kmz"]
        case .csv: ["csv"]
        case .excel: ["xlsx", "xlsm"]
        case .openDocument: ["ods"]
        case .flatGeobuf: ["fgb"]
        case .geoTIFF: ["tif", "tiff"]
        }
    }

    /// The name under which the driver is to work: the target's own, or one with an ending the driver knows.
    ///
    /// Under any other ending some drivers make a folder. A Shapefile whose target is a .zip is packed by the
    /// driver, which wants to see `.shp.zip`.
    ///
    /// - Throws: a ``Failure`` of usage for a Shapefile whose parts could not be named after the target.
    func workingName(for target: String) throws -> String {
        let ending = FileName.pathExtension(target)
        if endings.contains(ending) { return String(FileName.lastComponent(target)) }
        guard self == .shapefile else { return "file." + endings[0] }
        guard ending == "zip" else {
            throw Failure(
                .usage, "A Shapefile consists of several files and cannot bear this name.",
                remedy: "Choose a name that ends with .shp or .zip.")
        }
        return OutputFormat.shapefileStem(target) + ".shp.zip"
    }

    /// The name of a Shapefile without `.shp`, `.zip` or `.shp.zip`.
    static func shapefileStem(_ path: String) -> String {
        let stem = FileName.stem(path)
        return FileName.pathExtension(stem) == "shp" ? FileName.stem(stem) : stem
    }

    /// Files beside a Shapefile that another program made from its old content.
    func staleFiles(beside name: String) -> [String] {
        guard self == .shapefile, FileName.pathExtension(name) != "zip" else { return [] }
        let stem = OutputFormat.shapefileStem(name)
        return ["cpg", "prj", "qix", "sbn", "sbx", "idm", "ind", "ain", "aih", "atx", "fix"].map {
            "\(stem).\($0)"
        }
    }
}
