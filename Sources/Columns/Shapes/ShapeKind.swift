internal import TabaqaFeatureModel

/// A stored shape's geometry type. Numbers are part of the format.
enum ShapeKind: UInt8 {
    case none = 0
    case point = 1
    case multiPoint = 2
    case lineString = 3
    case multiLineString = 4
    case polygon = 5
    case multiPolygon = 6

    init(_ geometry: Geometry?) {
        self =
            switch geometry {
            case nil: .none
            case .point: .point
            case .multiPoint: .multiPoint
            case .lineString: .lineString
            case .multiLineString: .multiLineString
            case .polygon: .polygon
            case .multiPolygon, .collection: .multiPolygon
            }
    }
}
