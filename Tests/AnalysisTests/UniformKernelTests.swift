import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

/// The uniform kernel's sharp edge: every event counts whole or not at all.
@Suite struct UniformKernelTests {
    @Test(
        "Over more than a million events too it equals the direct sum over geodesics",
        arguments: [false, true])
    func manyEvents(isUTM: Bool) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(1_200_000, longitude: 37.4, latitude: 37.06, seed: 19)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let frame = try DensityAccuracyTests.frame(
            isUTM ? CRS(epsg: 32637) : .webMercator, longitude: 37.4, latitude: 37.06, cell: 47, size: 240)
        let grid = try DensityEstimator.density(
            columns: fixture.columns, selection: Selection(),
            options: DensityOptions(kernel: .uniform, bandwidth: 500, frame: frame))
        #expect(grid.description.used > 1_000_000)
        #expect(try DensityAccuracyTests.worstError(grid, points, .uniform, 500, cells: 60) < 0.0005)
    }

    @Test("A ring of events just within reach counts whole, one just beyond not at all")
    func sharpEdge() throws {
        let layer = makeLayer("events", .point)
        let frame = try DensityAccuracyTests.frame(
            .webMercator, longitude: 37.4, latitude: 37.06, cell: 20, size: 101)
        let center = try #require(
            CoordinateTransform(from: .webMercator, to: .wgs84).transform(frame.center(row: 50, column: 50)))
        let geodesic = Geodesic()
        for (meters, expected) in [(499.99, 360.0), (500.01, 0)] {
            var x: [Double] = []
            var y: [Double] = []
            for degree in 0..<360 {
                let angle = Double(degree) * .pi / 180
                // Newton along the ray, from a sphere's guess.
                var factor = 1.0
                func place() -> Position {
                    Position(
                        x: center.x + factor * meters * cos(angle) / 88_900,
                        y: center.y + factor * meters * sin(angle) / 110_980)
                }
                for _ in 0..<6 { factor *= meters / geodesic.distance(center, place()) }
                x.append(place().x)
                y.append(place().y)
            }
            let fixture = try ColumnFixture(layer, pointBatch(layer, x: x, y: y))
            let grid = try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: .uniform, bandwidth: 500, frame: frame))
            let value = Double(grid.values[50 * 101 + 50])
            #expect(abs((value.isNaN ? 0 : value) * .pi * 0.25 - expected) < 1e-3 * 360)
        }
    }

    @Test("Weighted sums have the same bits in strips, tiles and whole")
    func weightedTiles() throws {
        let layer = makeLayer("events", .point, properties: [("loss", .decimal)])
        let points = clusteredPoints(30_000, longitude: 37.4, latitude: 37.06, seed: 23)
        var random = SeededGenerator(state: 6)
        let weights = points.x.map { _ in random.uniform(0...1e6) / 3 }
        let fixture = try ColumnFixture(
            layer, pointBatch(layer, x: points.x, y: points.y, columns: [.decimal(weights)]))
        // Of more cells than are summed at once.
        let whole = try DensityAccuracyTests.frame(
            .webMercator, longitude: 37.4, latitude: 37.06, cell: 7, size: 2400)
        func grid(_ frame: GridFrame) throws -> DensityGrid {
            try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: .uniform, bandwidth: 500, weight: "loss", frame: frame))
        }
        let all = try grid(whole)
        var part = whole
        part.originX += 800 * whole.cellWidth
        part.originY -= 700 * whole.cellHeight
        (part.columns, part.rows) = (300, 900)
        let own = try grid(part)
        var differences = 0
        for row in 0..<900 {
            for column in 0..<300 {
                let bits = own.values[row * 300 + column].bitPattern
                if all.values[(row + 700) * 2400 + column + 800].bitPattern != bits { differences += 1 }
            }
        }
        #expect(differences == 0)
        #expect(own.maximum > 0)
        #expect(all.description.used == 30_000)
    }
}
