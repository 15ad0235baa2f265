/// What a layer's rows are shaped like. Polygons are stored as MultiPolygon.
public enum GeometryType: String, Sendable, CaseIterable {
    case point = "Point"
    case lineString = "LineString"
    case polygon = "Polygon"
    case none = "None"
}
