/// A coordinate reference system, named by its authority code (`EPSG:4326`) or, where a file gives none, by
/// its WKT. Coordinates are always held easting/longitude first.
public struct CRS: Hashable, Sendable, CustomStringConvertible {
    /// `EPSG:n`, `OGC:CRS84`, or WKT.
    public let definition: String

    public init(_ definition: String) {
        self.definition = definition
    }

    public init(epsg code: Int) {
        self.definition = "EPSG:\(code)"
    }

    /// The EPSG code, where the definition is one.
    public var epsg: Int? {
        definition.hasPrefix("EPSG:") ? Int(definition.dropFirst(5)) : nil
    }

    public var description: String { definition }

    /// Longitude and latitude in degrees on WGS 84.
    public static let wgs84 = CRS(epsg: 4326)
    /// Web Mercator, metres at the equator.
    public static let webMercator = CRS(epsg: 3857)
}
