import CGDAL

/// A reference system made from an EPSG code, coordinates in the traditional order east, north.
struct SpatialReference: ~Copyable {
    let handle: OGRSpatialReferenceH?

    /// - Parameter code: `EPSG:n`; nil makes no reference.
    /// - Throws: a ``Failure`` of bad data for a code that PROJ does not know.
    init(code: String?) throws {
        guard let code else {
            handle = nil
            return
        }
        guard code.hasPrefix("EPSG:"), let number = Int32(code.dropFirst(5)), number > 0,
            let made = OSRNewSpatialReference(nil)
        else { throw SpatialReference.unknown(code) }
        guard OSRImportFromEPSG(made, number) == OGRERR_NONE else {
            OSRRelease(made)
            throw SpatialReference.unknown(code)
        }
        OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER)
        handle = made
    }

    deinit { if let handle { OSRRelease(handle) } }

    private static func unknown(_ code: String) -> Failure {
        Failure(.badData, "The CRS \(code) is not known.", remedy: "Use an EPSG code such as EPSG:32637.")
    }
}
