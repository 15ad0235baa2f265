internal import Glibc
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// The metric tensor of a projection on a fixed lattice of 8 km, interpolated bilinearly (relative error
/// below 1e-6). The lattice is anchored at the CRS's origin, so that every window of it gives the same
/// numbers.
struct MetricField: Sendable {
    private let spacing: Double
    private let firstColumn: Int
    private let firstRow: Int
    private let columns: Int
    private let rows: Int
    private let tensors: [SIMD4<Double>]

    /// - Throws: `grid.too-large` when the extent is larger than continents; `crs.transform`.
    init(crs: CRS, extent: Extent, metersPerUnit: Double) throws {
        spacing = 8000 / metersPerUnit
        let bounds = [
            extent.minX / spacing, extent.minY / spacing, extent.maxX / spacing, extent.maxY / spacing,
        ]
        guard bounds.allSatisfy({ $0.isFinite && abs($0) < 1e6 }) else {
            throw Fault(.gridTooLarge, "The grid does not lie where \(crs) is fit for use.")
        }
        firstColumn = Int(bounds[0].rounded(.down)) - 1
        firstRow = Int(bounds[1].rounded(.down)) - 1
        columns = Int(bounds[2].rounded(.up)) + 2 - firstColumn
        rows = Int(bounds[3].rounded(.up)) + 2 - firstRow
        guard columns * rows <= 1_000_000 else {
            throw Fault(
                .gridTooLarge, "The grid spans more than a continent.", remedy: "Give a smaller --bbox.")
        }
        let step = 50 / metersPerUnit
        var x: [Double] = []
        var y: [Double] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let center = (Double(firstColumn + column) * spacing, Double(firstRow + row) * spacing)
                x += [center.0 - step, center.0 + step, center.0, center.0]
                y += [center.1, center.1, center.1 - step, center.1 + step]
            }
        }
        let transform = try CoordinateTransform(from: crs, to: .wgs84, ballpark: .allow)
        transform.transform(x: &x, y: &y)
        let plain = SIMD4(metersPerUnit * metersPerUnit, 0, metersPerUnit * metersPerUnit, 0)
        tensors = (0..<columns * rows).map { node in
            let at = node * 4
            let phi = (y[at] + y[at + 1] + y[at + 2] + y[at + 3]) / 4 * .pi / 180
            let east = Ellipsoid.parallelRadius(phi) * .pi / 180 / (2 * step)
            let north = Ellipsoid.meridianRadius(phi) * .pi / 180 / (2 * step)
            let alongX = ((x[at + 1] - x[at]) * east, (y[at + 1] - y[at]) * north)
            let alongY = ((x[at + 3] - x[at + 2]) * east, (y[at + 3] - y[at + 2]) * north)
            let tensor = SIMD4(
                alongX.0 * alongX.0 + alongX.1 * alongX.1, alongX.0 * alongY.0 + alongX.1 * alongY.1,
                alongY.0 * alongY.0 + alongY.1 * alongY.1, 0)
            return tensor.x.isFinite && tensor.y.isFinite && tensor.z.isFinite && tensor.x > 0 && tensor.z > 0
                ? tensor : plain
        }
    }

    func tensor(x: Double, y: Double) -> (xx: Double, xy: Double, yy: Double) {
        guard x.isFinite, y.isFinite else { return (1, 0, 1) }
        let column = x / spacing
        let row = y / spacing
        let left = column.rounded(.down)
        let low = row.rounded(.down)
        let i = max(0, min(columns - 2, Int(max(-1e7, min(1e7, left))) - firstColumn))
        let j = max(0, min(rows - 2, Int(max(-1e7, min(1e7, low))) - firstRow))
        let fx = max(0, min(1, column - left))
        let fy = max(0, min(1, row - low))
        let south = tensors[j * columns + i] * (1 - fx) + tensors[j * columns + i + 1] * fx
        let north = tensors[(j + 1) * columns + i] * (1 - fx) + tensors[(j + 1) * columns + i + 1] * fx
        let tensor = south * (1 - fy) + north * fy
        return (tensor.x, tensor.y, tensor.z)
    }
}
