internal import TabaqaExchange
public import TabaqaFeatureModel
internal import TabaqaTopology

extension Engine {
    /// Longest text of a geometry, in bytes.
    public static let longestGeometry = 1 << 20

    /// The geometry of a GeoJSON geometry, Feature, or collection of one feature (RFC 7946).
    ///
    /// - Throws: `file.too-large` beyond 1 MB, `file.malformed`, `geometry.invalid` without a geometry or
    ///   with a `crs` other than longitude and latitude.
    public static func geometry(fromGeoJSON text: [UInt8]) throws -> Geometry {
        try requireShort(text.count)
        let reader: GeoJSONReader
        let batch: RecordBatch?
        do {
            reader = try GeoJSONReader(bytes: text)
            batch = try reader.next()
        } catch let fault as Fault {
            throw Fault(
                .fileMalformed, "The body is no GeoJSON geometry or feature: \(fault.message)",
                at: fault.place,
                remedy: "Send a Polygon, MultiPolygon or Feature in longitude and latitude.")
        }
        guard let batch, batch.count == 1, try reader.next() == nil, let geometry = batch.geometry?[0] else {
            throw Fault(
                .geometryInvalid, "The body must hold exactly one geometry.",
                remedy: "Send a Polygon, MultiPolygon or Feature in longitude and latitude.")
        }
        guard reader.crsRefusal == nil, let crs = reader.crs, crs == .wgs84 || crs.definition == "OGC:CRS84"
        else {
            throw Fault(
                .geometryInvalid, "The body names a coordinate system; GeoJSON is longitude and latitude.",
                remedy: "Transform it to WGS 84 and leave out “crs”.")
        }
        return geometry
    }

    /// The geometry of Well-Known Text in EPSG:4326, longitude first.
    ///
    /// - Throws: `file.too-large` beyond 1 MB, `geometry.invalid`.
    public static func geometry(fromWKT text: String) throws -> Geometry {
        try requireShort(text.utf8.count)
        guard let geometry = try WKTReader.parse(text) else {
            throw Fault(.geometryInvalid, "The geometry is empty.")
        }
        return geometry
    }

    private static func requireShort(_ bytes: Int) throws {
        guard bytes <= longestGeometry else {
            throw Fault(
                .fileTooLarge, "The geometry is longer than \(longestGeometry) bytes.",
                remedy: "Simplify it.")
        }
    }
}
