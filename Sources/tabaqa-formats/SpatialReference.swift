import CGDAL

/// A reference system made from an EPSG code or WKT, coordinates in the traditional order east, north.
struct SpatialReference: ~Copyable {
    let handle: OGRSpatialReferenceH?

    /// - Parameter code: `EPSG:n`, `OGC:CRS84` or WKT; nil makes no reference.
    /// - Throws: a ``Failure`` of bad data for a code that PROJ does not know.
    init(code: String?) throws {
        guard let code else {
            handle = nil
            return
        }
        guard let made = OSRNewSpatialReference(nil) else { throw SpatialReference.unknown(code) }
        guard SpatialReference.define(made, as: code) == OGRERR_NONE else {
            OSRRelease(made)
            throw SpatialReference.unknown(code)
        }
        OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER)
        handle = made
    }

    deinit { if let handle { OSRRelease(handle) } }

    /// Takes codes and WKT only: GDAL's own reading of user input would also open files and fetch addresses.
    private static func define(_ reference: OGRSpatialReferenceH, as code: String) -> OGRErr {
        if code.hasPrefix("EPSG:") {
            return Int32(code.dropFirst(5)).map { OSRImportFromEPSG(reference, $0) } ?? OGRERR_UNSUPPORTED_SRS
        }
        if ["OGC:CRS84", "CRS84"].contains(code) { return OSRImportFromEPSG(reference, 4326) }
        guard code.contains("CRS[") || code.contains("CS[") else { return OGRERR_UNSUPPORTED_SRS }
        return code.withCString { text in
            var rest: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: text)
            return OSRImportFromWkt(reference, &rest)
        }
    }

    private static func unknown(_ code: String) -> Failure {
        Failure(.badData, "The CRS \(code) is not known.", remedy: "Use an EPSG code such as EPSG:32637.")
    }
}
