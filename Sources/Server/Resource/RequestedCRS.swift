internal import Synchronization
internal import TabaqaEngine
public import TabaqaFeatureModel

/// A CRS as requests and answers name it: by URI, with the order of axes its authority gives it. Inside,
/// positions are always easting first.
public struct RequestedCRS: Sendable, Hashable {
    public let crs: CRS
    /// Whether positions on the wire are northing (or latitude) first.
    public let isNorthingFirst: Bool
    public let uri: String

    init(crs: CRS, isNorthingFirst: Bool, uri: String) {
        self.crs = crs
        self.isNorthingFirst = isNorthingFirst
        self.uri = uri
    }

    /// Longitude and latitude: the default everywhere.
    public static let crs84 = RequestedCRS(
        crs: .wgs84, isNorthingFirst: false, uri: "http://www.opengis.net/def/crs/OGC/1.3/CRS84")

    /// A CRS by its EPSG code, with the axes of the EPSG register; nil for a CRS without a code.
    public static func epsg(_ crs: CRS) -> RequestedCRS? {
        guard let code = crs.epsg else { return nil }
        let isNorthingFirst =
            switch code {
            case 4326: true
            case 3857: false
            default:
                known.withLock { known in
                    if let held = known[code] { return held }
                    let order = (try? CRSOption.isNorthingFirst(crs)) ?? false
                    known[code] = order
                    return order
                }
            }
        return RequestedCRS(
            crs: crs, isNorthingFirst: isNorthingFirst, uri: "http://www.opengis.net/def/crs/EPSG/0/\(code)")
    }

    /// Codes come out of layer and city definitions only, so that there are few.
    private static let known = Mutex<[Int: Bool]>([:])

    /// What requests for a layer may name: CRS84, EPSG:4326 and 3857, the layer's own and the city's metric
    /// one.
    public static func all(of layer: LayerDefinition, in city: CityDefinition) -> [RequestedCRS] {
        var list = [crs84]
        for crs in [.wgs84, .webMercator, layer.crs, city.metricCRS] {
            guard let one = epsg(crs), !list.contains(one) else { continue }
            list.append(one)
        }
        return list
    }

    /// What a layer is kept in. Degrees on WGS 84 are kept longitude first, which is CRS84.
    public static func storage(of layer: LayerDefinition) -> RequestedCRS {
        layer.crs == .wgs84 ? crs84 : epsg(layer.crs) ?? crs84
    }

    /// Authority and code of a URI, URN, (safe) CURIE or bare code: `EPSG:4326`, `OGC:CRS84`.
    static func code(_ text: String) -> String? {
        guard text.utf8.count <= 200 else { return nil }
        let parts = text.uppercased().split { ":/#[]".contains($0) }
        guard let last = parts.last else { return nil }
        if last == "CRS84" { return "OGC:CRS84" }
        guard last.utf8.allSatisfy({ (0x30...0x39).contains($0) }), last.utf8.count <= 7,
            parts.count == 1 || parts.contains("EPSG")
        else { return nil }
        return "EPSG:\(last)"
    }
}

extension Call {
    /// The CRS a parameter names, among those the layer is served in.
    ///
    /// - Throws: `crs.unknown`.
    public func crs(_ name: String, of layer: LayerDefinition) throws -> RequestedCRS? {
        guard let text = query[name] else { return nil }
        let code = RequestedCRS.code(text)
        if code == "OGC:CRS84" { return .crs84 }
        let known = RequestedCRS.all(of: layer, in: engine.catalog.city)
        if let code, let crs = known.first(where: { $0 != .crs84 && $0.crs.definition == code }) {
            return crs
        }
        throw Fault(
            .crsUnknown, "Parameter “\(name)” names a CRS this layer is not served in.",
            at: Fault.Place(field: name),
            remedy: "Use one of " + known.map(\.uri).joined(separator: ", ") + ".")
    }
}
