/// A representation a resource offers.
public struct MediaType: Hashable, Sendable {
    /// As in `Content-Type`, with parameters.
    public let text: String
    /// The names the parameter `f` takes for it, the canonical one first.
    public let names: [String]
    /// Whether compression is worth its time.
    public let isText: Bool

    public init(_ text: String, names: [String], isText: Bool = true) {
        self.text = text
        self.names = names
        self.isText = isText
    }

    /// Without parameters.
    public var essence: String { text.split(separator: ";").first.map(String.init) ?? text }

    public static let json = MediaType("application/json", names: ["json"])
    public static let html = MediaType("text/html; charset=utf-8", names: ["html"])
    public static let geoJSON = MediaType("application/geo+json", names: ["geojson", "json"])
    public static let geoJSONSequence = MediaType("application/geo+json-seq", names: ["geojsonseq"])
    public static let csv = MediaType("text/csv; charset=utf-8; header=present", names: ["csv"])
    public static let geoPackage = MediaType(
        "application/geopackage+sqlite3", names: ["gpkg"], isText: false)
    public static let geoTIFF = MediaType(
        "image/tiff; application=geotiff", names: ["geotiff", "tif"], isText: false)
    public static let png = MediaType("image/png", names: ["png"], isText: false)
    public static let pdf = MediaType("application/pdf", names: ["pdf"], isText: false)
    public static let vectorTile = MediaType("application/vnd.mapbox-vector-tile", names: ["mvt", "pbf"])
    public static let openAPI = MediaType(
        "application/vnd.oai.openapi+json;version=3.0", names: ["json"])
    public static let jsonSchema = MediaType("application/schema+json", names: ["json"])
    public static let problem = MediaType("application/problem+json", names: ["json"])
    public static let plainText = MediaType("text/plain; charset=utf-8", names: ["txt"])
    public static let xml = MediaType("application/xml; charset=utf-8", names: ["xml"])
}
