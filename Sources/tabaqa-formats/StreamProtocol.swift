/// What the program reads from and writes to its pipes.
///
/// ## info
/// `tabaqa-formats info FILE [--layer NAME] [--encoding NAME]` writes one JSON object:
/// ```
/// {"driver":"ESRI Shapefile",
///  "layers":[{"name":"mahalle","geometryType":"Polygon","featureCount":784,
///             "crs":"EPSG:32637","crsWkt":"PROJCRS[…]",
///             "fields":[{"name":"ad","type":"string"}],
///             "encodingDeclared":"CP1254","extent":[west,south,east,north]}],
///  "rawSamples":["RXn8cG/wbHU="],"warnings":[]}
/// ```
/// - `geometryType`: a GeoJSON type, `Geometry` for any, `None` for a table. A Shapefile's Polygon layer may
///   hold MultiPolygons, its LineString layer MultiLineStrings.
/// - `crs` is null unless the definition in the file is exactly one EPSG system or matches one with a
///   confidence of at least 90 %; `crsWkt` (WKT 2) is null where the file names no system. Neither is ever
///   guessed from the numbers.
/// - `type`: string, integer (64 bits), decimal, boolean, date, dateTime.
/// - `encodingDeclared` is null for a Shapefile that names no encoding (no usable .cpg, language byte 0 or
///   0x57). Then `rawSamples` holds up to 200 distinct texts that are not ASCII, as base64 of the bytes in
///   the file.
/// - `extent` is in the layer's CRS, east before north.
///
/// ## read
/// `tabaqa-formats read FILE [--layer NAME] [--encoding NAME] [--sheet NAME]` writes a GeoJSON text sequence
/// (RFC 8142; each record is 0x1E, one JSON text, 0x0A):
/// ```
/// {"tabaqa":"header","driver":…, then the members of the layer as in info}
/// {"type":"Feature","id":1,"geometry":{…},"properties":{…}}
/// {"tabaqa":"end","count":784,"warnings":["…"]}
/// ```
/// - Coordinates are those of the file, in its CRS, east (longitude) before north (latitude), two to a
///   position; heights and measures are left out, curves become lines of one degree a step, empty geometries
///   become null.
/// - Numbers are exact: 64-bit integers in full, doubles in the shortest form that reads back to the same
///   bits.
/// - Dates are `2024-02-06`, moments `2024-02-06T14:50:00.250Z`; a moment without zone in the file has none
///   here.
/// - `id` is the row's number in the file; in a spreadsheet the row number that the program shows.
/// - A KML placemark's HTML table of attributes becomes properties beside `name` and `description`.
/// - Without `--layer` the first layer that holds rows is read, and a warning names the others.
/// - Text of a Shapefile without declared encoding is taken for UTF-8; if it is not, the program asks for
///   `--encoding`.
/// - **A stream without the end record is broken**, whatever came before.
///
/// ## write
/// `tabaqa-formats write FILE --format GPKG|"ESRI Shapefile"|KML|CSV|XLSX|ODS|FlatGeobuf` reads the same
/// sequence:
/// ```
/// {"tabaqa":"header","name":"fires","geometryType":"Point","crs":"EPSG:4326",
///  "fields":[{"name":"n","type":"integer"}]}
/// {"type":"Feature","geometry":{…},"properties":{…}}
/// {"tabaqa":"end","count":1}
/// ```
/// `crs` is `EPSG:n`, `OGC:CRS84`, WKT, or null; coordinates come east before north in any case.
///
/// `tabaqa-formats write FILE --format GeoTIFF` reads one line and then width × height float32 values,
/// little-endian, row by row from the north-west corner:
/// ```
/// {"tabaqa":"raster","width":300,"height":200,"geotransform":[west,dx,0,north,0,-dy],"crs":"EPSG:32637",
///  "nodata":"nan","description":"density","unit":"1/km²","metadata":{"KERNEL":"quartic"}}
/// ```
/// Both write `{"tabaqa":"end","count":n,"warnings":[]}` when the file is in place. The file is made in a
/// directory of its own beside FILE and renamed when it is whole and on the disk; a broken input leaves
/// nothing behind.
///
/// ## Errors
/// One JSON line, `{"error":…,"file":…,"remedy":…}`, the last of standard error, and an ``ExitStatus``.
///
/// ## Limits
/// Taken from the environment, whole numbers: `TABAQA_FORMATS_MEMORY_MB` (4096), `TABAQA_FORMATS_CPU_SECONDS`
/// (300), `TABAQA_FORMATS_FILE_MB` (8192), `TABAQA_FORMATS_OPEN_FILES` (64), `TABAQA_FORMATS_UNPACKED_MB`
/// (2048), `TABAQA_FORMATS_UNPACKING_RATIO` (200, for archives that unpack to more than 16 MB).
enum StreamProtocol {
    /// Raised when a reader of the old form would misread the new one; part of `--version`.
    static let version = 1
}
