internal import TabaqaFeatureModel
internal import TabaqaTopology

/// A layer's places in EPSG:3857. Used by one thread at a time.
final class MercatorPlaces {
    private let transformation: CoordinateTransform?

    init(from crs: CRS) throws {
        transformation =
            crs == .webMercator ? nil : try CoordinateTransform(from: crs, to: .webMercator, ballpark: .allow)
    }

    func transform(_ x: inout [Double], _ y: inout [Double]) {
        _ = transformation?.transform(x: &x, y: &y)
    }

    /// An extent around all that lies in `extent`; the whole plane where parts of it have no place there.
    func transform(_ extent: Extent) -> Extent {
        guard let transformation, !extent.isEmpty else { return extent }
        var (x, y) = ([Double](), [Double]())
        for step in 0...8 {
            let part = Double(step) / 8
            let (middleX, middleY) = (extent.minX + part * extent.width, extent.minY + part * extent.height)
            x += [middleX, middleX, extent.minX, extent.maxX]
            y += [extent.minY, extent.maxY, middleY, middleY]
        }
        _ = transformation.transform(x: &x, y: &y)
        var placed = Extent.empty
        for index in x.indices {
            guard x[index].isFinite, y[index].isFinite else {
                return Extent(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
            }
            placed.include(x: x[index], y: y[index])
        }
        // Edges bend between the positions asked for.
        return placed.expanded(dx: placed.width / 50, dy: placed.height / 50)
    }
}
