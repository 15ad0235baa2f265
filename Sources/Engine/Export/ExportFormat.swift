internal import TabaqaFeatureModel

/// The formats a layer can be written in, by extension.
enum ExportFormat: Equatable {
    case geoJSON
    case geoJSONSequence
    case csv
    /// By `tabaqa-formats`, with GDAL's driver name.
    case foreign(driver: String)

    init(path: String) throws(Fault) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        switch suffix {
        case "geojson", "json": self = .geoJSON
        case "geojsons", "geojsonl", "ndjson": self = .geoJSONSequence
        case "csv": self = .csv
        case "gpkg": self = .foreign(driver: "GPKG")
        case "shp": self = .foreign(driver: "ESRI Shapefile")
        case "kml": self = .foreign(driver: "KML")
        case "xlsx": self = .foreign(driver: "XLSX")
        default:
            throw Fault(
                .fileUnsupported, "Cannot write files ending in “.\(suffix)”.", at: Fault.Place(file: path),
                remedy: "Use .geojson, .geojsons, .csv, .gpkg, .shp, .kml or .xlsx.")
        }
    }

    /// Whether the format knows longitude and latitude only, unless a caller insists.
    var prefersDegrees: Bool {
        switch self {
        case .geoJSON, .geoJSONSequence, .foreign(driver: "KML"): true
        default: false
        }
    }
}
