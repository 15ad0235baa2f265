import CGDAL
import Glibc

/// The foreign formats the program knows. No other driver is ever registered, so no other can be reached.
enum Format: String, CaseIterable {
    case shapefile = "ESRI Shapefile"
    case geoPackage = "GPKG"
    case kml = "LIBKML"
    case excel = "XLSX"
    case openDocument = "ODS"
    case gpx = "GPX"
    case flatGeobuf = "FlatGeobuf"
    case mapInfo = "MapInfo File"

    /// Registers the drivers and fixes the settings that a caller's environment must not change.
    static func prepare() {
        // SQLite would load what this names into the process.
        unsetenv("OGR_SQLITE_LOAD_EXTENSIONS")
        unsetenv("OGR_SQLITE_PRAGMA")
        OSRSetPROJEnableNetwork(0)
        for (name, value) in [
            ("GDAL_DRIVER_PATH", "disable"), ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"),
            ("LIBKML_NAME_FIELD", "name"), ("LIBKML_DESCRIPTION_FIELD", "description"),
            // The file is brought to the disk once, before it is renamed.
            ("OGR_SQLITE_SYNCHRONOUS", "OFF"), ("GDAL_PAM_ENABLED", "NO"),
        ] { CPLSetConfigOption(name, value) }
        RegisterOGRShape()
        RegisterOGRGeoPackage()
        RegisterOGRLIBKML()
        RegisterOGRXLSX()
        RegisterOGRODS()
        RegisterOGRGPX()
        RegisterOGRFlatGeobuf()
        RegisterOGRTAB()
    }

    /// The format a file name stands for; nil for names we do not read.
    init?(fileName: String) {
        switch FileName.pathExtension(fileName) {
        case "shp", "shx", "dbf": self = .shapefile
        case "gpkg": self = .geoPackage
        case "kml", "kmz": self = .kml
        case "xlsx", "xlsm": self = .excel
        case "ods": self = .openDocument
        case "gpx": self = .gpx
        case "fgb": self = .flatGeobuf
        case "tab", "mif": self = .mapInfo
        default: return nil
        }
    }

    /// Whether files of this format are zip archives inside.
    var isArchive: Bool { self == .excel || self == .openDocument }

    /// The setting that says whether a sheet's first row is a header.
    var headerOption: String? {
        switch self {
        case .excel: "OGR_XLSX_HEADERS"
        case .openDocument: "OGR_ODS_HEADERS"
        default: nil
        }
    }
}

/// What can be read off a file name alone.
enum FileName {
    /// The part after the last dot, in lower case ASCII.
    static func pathExtension(_ path: String) -> String {
        let last = lastComponent(path)
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return "" }
        return last[last.index(after: dot)...].lowercased()
    }

    static func lastComponent(_ path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// The last component without its extension.
    static func stem(_ path: String) -> String {
        let last = lastComponent(path)
        return String(last.lastIndex(of: ".").map { last[..<$0] } ?? last)
    }
}
