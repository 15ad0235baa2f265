public import TabaqaFeatureModel

/// Coordinate reference systems as OGC API names them (OGC 18-058r1, section 6).
public enum CRSReference {
    /// Longitude and latitude on WGS 84, in this order: what everything is in unless a client asks otherwise.
    public static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

    /// The URI of an EPSG entry. EPSG:4326 means latitude first there; CRS84 is `crs84`.
    public static func uri(_ crs: CRS) -> String {
        crs.epsg.map { "http://www.opengis.net/def/crs/EPSG/0/\($0)" } ?? crs84
    }

    /// What a layer's features can be asked for in, CRS84 first: also EPSG:4326 and EPSG:3857, the layer's own and
    /// the city's metric one.
    public static func offered(for layer: LayerDefinition, in city: CityDefinition) -> [String] {
        var all = [crs84, uri(.wgs84), uri(.webMercator)]
        for crs in [layer.crs, city.metricCRS] where crs.epsg != nil && !all.contains(uri(crs)) {
            all.append(uri(crs))
        }
        return all
    }

    /// The URI of the CRS a layer is kept in; of degrees on WGS 84 that is CRS84, because longitude comes first.
    public static func storage(of layer: LayerDefinition) -> String {
        layer.crs == .wgs84 ? crs84 : uri(layer.crs)
    }
}
