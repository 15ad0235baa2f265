internal import TabaqaFeatureModel

/// Gathers geometries, as two arrays of numbers as long as they are all points.
struct GeometryBuilder {
    private var x: [Double] = []
    private var y: [Double] = []
    private var shapes: [Geometry?]?

    @inline(__always)
    mutating func append(_ parsed: GeoJSONGeometryParser.Parsed) {
        if shapes == nil {
            switch parsed {
            case .point(let px, let py):
                x.append(px)
                y.append(py)
                return
            case .none:
                x.append(.nan)
                y.append(.nan)
                return
            case .shape:
                shapes = zip(x, y).map { $0.isNaN ? nil : .point(Position(x: $0, y: $1)) }
            }
        }
        shapes?.append(parsed.geometry)
    }

    /// The column so far, and a fresh start.
    mutating func finish() -> GeometryColumn {
        defer { self = GeometryBuilder() }
        if let shapes { return .shapes(shapes) }
        return .points(x: x, y: y)
    }
}
