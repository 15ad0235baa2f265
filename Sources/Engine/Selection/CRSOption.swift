public import TabaqaFeatureModel
internal import TabaqaTopology

/// A CRS as people name it.
public enum CRSOption {
    /// `4326`, `EPSG:5256`, `CRS84`, URNs and URLs of the OGC.
    ///
    /// - Throws: `crs.unknown`.
    public static func parse(_ text: String) throws(Fault) -> CRS { try CRSIdentifier.parse(text) }

    /// Whether the authority's axes are northing (or latitude) first.
    ///
    /// - Throws: `crs.unknown`.
    public static func isNorthingFirst(_ crs: CRS) throws(Fault) -> Bool {
        try CRSProperties.isNorthingFirst(crs)
    }
}
