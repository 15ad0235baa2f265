public import TabaqaFeatureModel
internal import TabaqaTopology

/// A CRS as people name it.
public enum CRSOption {
    /// `4326`, `EPSG:5256`, `CRS84`, URNs and URLs of the OGC.
    ///
    /// - Throws: `crs.unknown`.
    public static func parse(_ text: String) throws(Fault) -> CRS { try CRSIdentifier.parse(text) }
}
