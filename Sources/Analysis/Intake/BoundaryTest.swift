public import TabaqaColumns
public import TabaqaFeatureModel
internal import TabaqaTopology

/// Whether places lie inside the polygons of a layer: the `inside:` rule of imports.
///
/// Has a coordinate transformation of its own: use each value from one task only.
public struct BoundaryTest {
    /// Of the polygons, in the CRS asked for.
    public let extent: Extent
    private let index: AreaIndex
    private let transform: CoordinateTransform?

    /// - Parameters:
    ///   - areas: a layer of polygons.
    ///   - crs: the CRS of the places that will be asked for.
    /// - Throws: `option.invalid` when the layer has no polygons; `crs.transform`, `columns.damaged`.
    public init(areas: LayerColumns, crs: CRS) throws {
        guard areas.layer.geometry == .polygon else {
            throw Fault(
                .optionInvalid, "Layer “\(areas.layer.id)” has no areas to be inside of.",
                remedy: "Name a layer with geometry Polygon in the rule.")
        }
        index = try areas.areaIndex()
        let shapes = try areas.shapes()
        if crs == areas.layer.crs {
            transform = nil
            extent = (0..<areas.count).reduce(into: .empty) { $0.include(shapes.extent($1)) }
            return
        }
        transform = try CoordinateTransform(from: crs, to: areas.layer.crs, ballpark: .allow)
        let back = try CoordinateTransform(from: areas.layer.crs, to: crs, ballpark: .allow)
        var x = shapes.x.array
        var y = shapes.y.array
        back.transform(x: &x, y: &y)
        var extent = Extent.empty
        for row in x.indices where x[row].isFinite && y[row].isFinite { extent.include(x: x[row], y: y[row]) }
        self.extent = extent
    }

    /// Whether each place lies inside; false for NaN.
    public func contains(x: [Double], y: [Double]) -> [Bool] {
        var (x, y) = (x, y)
        transform?.transform(x: &x, y: &y)
        return zip(x, y).map { index.owner(x: $0, y: $1) >= 0 }
    }

    public func contains(_ position: Position) -> Bool { contains(x: [position.x], y: [position.y])[0] }
}
