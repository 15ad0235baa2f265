/// The formats a whole layer is streamed in.
public enum StreamForm: Sendable {
    /// One FeatureCollection.
    ///
    /// - Parameters:
    ///   - isNorthingFirst: whether positions are written in that order, as the CRS's authority may want it.
    ///   - members: more members of the collection: JSON without the braces around it.
    case geoJSON(isNorthingFirst: Bool = false, members: [UInt8] = [])
    /// A GeoJSON text sequence (RFC 8142).
    case geoJSONSequence(isNorthingFirst: Bool = false)
    case csv
}
