public import TabaqaFeatureModel

/// Opens files of any kind the trade has.
public enum RecordSource {
    /// Endings of files read by the separate program for foreign formats.
    static let foreign: Set<String> = [
        "shp", "zip", "gpkg", "kml", "kmz", "xlsx", "ods", "gpx", "fgb", "tab", "mif", "dbf",
    ]

    /// A reader for the file at `path`, chosen by its ending, else by its first bytes.
    ///
    /// - Parameter languages: of the city; they decide how a Shapefile without a declared encoding is read.
    /// - Parameter formatsExecutable: path of the program that reads foreign formats.
    /// - Throws: `file.missing`, `file.unsupported`, and what opening throws.
    public static func open(
        path: String, options: ReadOptions = ReadOptions(), languages: [Language], formatsExecutable: String
    ) throws -> any RecordReader {
        let name = fileName(path)
        let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
        switch ending {
        case "geojson", "geojsonl", "geojsons", "ndjson", "jsonl", "json":
            return try json(path, name, options)
        case "csv", "tsv", "txt":
            var options = options
            if ending == "tsv", options.delimiter == nil { options.delimiter = 0x09 }
            return try PlacedReader(CSVReader(path: path, options: options), file: name, options: options)
        case _ where foreign.contains(ending):
            let reader = try FormatsReader(
                path: path, options: options, languages: languages, executable: formatsExecutable)
            return reader.hasGeometry ? reader : try PlacedReader(reader, file: name, options: options)
        default: break
        }
        let front = try FileSource(path: path, name: name).front(64)
        if let first = front.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }),
            ending.isEmpty, first == 0x7B || first == 0x5B || front.first == 0x1E
        {
            return try json(path, name, options)
        }
        throw Fault(
            .fileUnsupported, "Files ending in “.\(ending)” are not read.", at: .init(file: name),
            remedy: ending == "gz"
                ? "Unpack it with gunzip first."
                : "Give a CSV, GeoJSON, Shapefile, GeoPackage, KML or Excel file.")
    }

    private static func json(_ path: String, _ name: String, _ options: ReadOptions) throws
        -> any RecordReader
    {
        let reader = try GeoJSONReader(path: path, options: options)
        return reader.hasGeometry ? reader : try PlacedReader(reader, file: name, options: options)
    }
}
