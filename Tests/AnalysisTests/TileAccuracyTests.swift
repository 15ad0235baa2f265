import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

/// What the faster ways of summing answer, against sums over geodesics and against finer grids.
@Suite struct TileAccuracyTests {
    @Test(
        "A tile's pixels equal the direct sum over geodesics", arguments: Kernel.allCases, [13, 14, 16])
    func geodesics(kernel: Kernel, zoom: Int) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(3000, longitude: 37.4, latitude: 37.06, seed: 7)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let tile = try #require(
            try DensityEstimator.tile(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(
                    kernel: kernel, bandwidth: 500, frame: try TileSeamTests.address(zoom).frame(pixels: 256))
            ))
        #expect(try DensityAccuracyTests.worstError(tile, points, kernel, 500, cells: 300) < 0.005)
    }

    /// The lattice of zoom `zoom`, 24 cells around the city, and the same ground in cells of a `parts`th.
    private func frames(_ zoom: Int, parts: Int) throws -> (wide: GridFrame, fine: GridFrame) {
        var wide = try TileSeamTests.address(zoom).frame(pixels: 256)
        let middle = try #require(
            CoordinateTransform(from: .wgs84, to: .webMercator).transform(Position(x: 37.4, y: 37.06)))
        let half = 12
        wide.originX = ((middle.x / wide.cellWidth).rounded() - Double(half)) * wide.cellWidth
        wide.originY = ((middle.y / wide.cellHeight).rounded() + Double(half)) * wide.cellHeight
        (wide.columns, wide.rows) = (2 * half, 2 * half)
        var fine = wide
        fine.cellWidth /= Double(parts)
        fine.cellHeight /= Double(parts)
        fine.columns *= parts
        fine.rows *= parts
        return (wide, fine)
    }

    @Test(
        "Wide cells hold the average of a fine grid", arguments: Kernel.allCases,
        [(9, DensityMethod.volumes), (8, .volumes), (10, .volumes), (10, .cells)])
    func averages(kernel: Kernel, how: (zoom: Int, method: DensityMethod)) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(1500, longitude: 37.4, latitude: 37.06, seed: 13)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        // At zoom 10 a pixel is 122 m: two and a half bandwidths of 300 m to the pixel.
        let parts = 16
        let (wide, fine) = try frames(how.zoom, parts: parts)
        func grid(_ frame: GridFrame, _ method: DensityMethod?) throws -> DensityGrid {
            try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: kernel, bandwidth: 300, frame: frame), method: method)
        }
        let own = try grid(wide, how.method)
        let exact = try grid(fine, kernel == .uniform ? .spans : .direct)
        var worst = 0.0
        for row in 0..<wide.rows {
            for column in 0..<wide.columns {
                var sum = 0.0
                for r in 0..<parts {
                    for c in 0..<parts {
                        let value = exact.values[(row * parts + r) * fine.columns + column * parts + c]
                        if !value.isNaN { sum += Double(value) }
                    }
                }
                let value = own.values[row * wide.columns + column]
                worst = max(worst, abs((value.isNaN ? 0 : Double(value)) - sum / Double(parts * parts)))
            }
        }
        // A disc's edge is softened over a twelfth of its radius.
        let bound = kernel == .uniform && how.method == .cells ? 0.03 : 0.005
        #expect(worst <= bound * Double(own.maximum), "\(kernel) \(how): \(worst / Double(own.maximum))")
    }

    @Test(
        "Collected on a part of the cell, many events answer as one by one",
        arguments: Kernel.allCases, [70.0, 110.0])
    func cells(kernel: Kernel, cell: Double) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(60_000, longitude: 37.4, latitude: 37.06, seed: 17)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let frame = try DensityAccuracyTests.frame(
            .webMercator, longitude: 37.4, latitude: 37.06, cell: cell, size: 150)
        let options = DensityOptions(kernel: kernel, bandwidth: kernel == .gaussian ? 250 : 500, frame: frame)
        func grid(_ method: DensityMethod) throws -> DensityGrid {
            try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(), options: options, method: method)
        }
        let own = try grid(.cells)
        let exact = try grid(kernel == .uniform ? .spans : .direct)
        #expect(
            Self.worst(own, exact) <= (kernel == .uniform ? 0.02 : 0.005),
            "\(kernel): \(Self.worst(own, exact))")
        #expect(own.description.used == exact.description.used)
    }

    @Test("Over millions the uniform kernel's softened edge stays within a hundredth")
    func softened() throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(150_000, longitude: 37.4, latitude: 37.06, seed: 19)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let frame = try DensityAccuracyTests.frame(
            .webMercator, longitude: 37.4, latitude: 37.06, cell: 20, size: 256)
        func grid(_ method: DensityMethod) throws -> DensityGrid {
            try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: .uniform, bandwidth: 800, frame: frame), method: method)
        }
        let own = try grid(.nodes)
        let exact = try grid(.spans)
        #expect(Self.worst(own, exact) < 0.01)
        #expect(own.description.used == exact.description.used)
        #expect(own.description.weightSum == exact.description.weightSum)
    }

    private static func worst(_ own: DensityGrid, _ exact: DensityGrid) -> Double {
        var worst: Float = 0
        for (a, b) in zip(own.values, exact.values) {
            worst = max(worst, abs((a.isNaN ? 0 : a) - (b.isNaN ? 0 : b)))
        }
        return Double(worst / exact.maximum)
    }

    @Test("At the world's zooms all events are on the map", arguments: [0, 1, 3, 5])
    func world(zoom: Int) throws {
        let layer = makeLayer("events", .point)
        let x = [37.4, -179, 179, 0.001, -70, 37.4, 200]
        let y = [37.06, 60, -60, 0.001, 80, 37.06, 10]
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: x, y: y))
        for kernel in Kernel.allCases {
            var mass = 0.0
            for row in 0..<(1 << zoom) {
                for column in 0..<(1 << zoom) {
                    let address = try #require(TileAddress(zoom: zoom, row: row, column: column))
                    // Of a zoom's many tiles only those with events.
                    let tile = try DensityEstimator.tile(
                        columns: fixture.columns, selection: Selection(),
                        options: DensityOptions(
                            kernel: kernel, bandwidth: 5000, frame: address.frame(pixels: 256)))
                    guard let tile else { continue }
                    for (index, value) in tile.values.enumerated() where !value.isNaN {
                        let center = tile.frame.center(row: index / 256, column: 0)
                        let metric = GroundMetric.webMercator.scale(x: 0, y: center.y)
                        mass +=
                            Double(value) * tile.frame.cellWidth * metric.east * tile.frame.cellHeight
                            * metric.north / 1e6
                    }
                }
            }
            // One lies outside the square of Web Mercator.
            #expect(abs(mass - 6) < 0.06, "\(kernel): \(mass)")
        }
    }
}
