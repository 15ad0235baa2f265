import Foundation
import TabaqaAnalysis
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

@Suite struct DensityAccuracyTests {
    /// 2-D kernels per m², written again from analysis.md 1.1 so that the code under test is not its own
    /// judge.
    static func kernel(_ kernel: Kernel, _ r: Double, _ h: Double) -> Double {
        let u = r / h
        if kernel == .gaussian { return u <= 4 ? exp(-u * u / 2) / (2 * .pi * h * h) : 0 }
        guard u <= 1 else { return 0 }
        let area = Double.pi * h * h
        switch kernel {
        case .uniform: return 1 / area
        case .triangular: return 3 / area * (1 - u)
        case .epanechnikov: return 2 / area * (1 - u * u)
        case .quartic: return 3 / area * (1 - u * u) * (1 - u * u)
        case .triweight: return 4 / area * pow(1 - u * u, 3)
        case .gaussian: return 0
        }
    }

    static func frame(_ crs: CRS, longitude: Double, latitude: Double, cell: Double, size: Int) throws
        -> GridFrame
    {
        let transform = try CoordinateTransform(from: .wgs84, to: crs)
        let middle = try #require(transform.transform(Position(x: longitude, y: latitude)))
        let scale = crs == .webMercator ? 1 / cos(latitude * .pi / 180) : 1
        let width = cell * scale
        return GridFrame(
            crs: crs, originX: ((middle.x / width).rounded() - Double(size / 2)) * width,
            originY: ((middle.y / width).rounded() + Double(size / 2)) * width, cellWidth: width,
            cellHeight: width,
            columns: size, rows: size)
    }

    static func worstError(
        _ grid: DensityGrid, _ points: (x: [Double], y: [Double]), _ kernel: Kernel, _ h: Double, cells: Int
    ) throws -> Double {
        let back = try CoordinateTransform(from: grid.frame.crs, to: .wgs84)
        var random = SeededGenerator(state: 99)
        let maximum = Double(grid.maximum)
        let reach = kernel == .gaussian ? 4 * h : h
        var worst = 0.0
        for _ in 0..<cells {
            let row = Int.random(in: 0..<grid.frame.rows, using: &random)
            let column = Int.random(in: 0..<grid.frame.columns, using: &random)
            let center = try #require(back.transform(grid.frame.center(row: row, column: column)))
            var sum = 0.0
            let dLat = reach / 110_000 * 1.01
            let dLon = dLat / cos((abs(center.y) + dLat) * .pi / 180)
            for index in points.x.indices
            where abs(points.y[index] - center.y) < dLat && abs(points.x[index] - center.x) < dLon {
                let place = Position(x: points.x[index], y: points.y[index])
                sum += Self.kernel(kernel, Geodesic().distance(center, place), h)
            }
            let value = Double(grid.values[row * grid.frame.columns + column])
            worst = max(worst, abs((value.isNaN ? 0 : value) - sum * 1e6) / maximum)
        }
        return worst
    }

    static let places: [(latitude: Double, utm: CRS)] = [
        (0.02, CRS(epsg: 32637)), (37.06, CRS(epsg: 32637)), (60.1, CRS(epsg: 32637)),
    ]

    @Test("Every kernel equals the direct sum over geodesics", arguments: Kernel.allCases, [0, 1, 2])
    func matchesDirectSum(kernel: Kernel, place: Int) throws {
        let layer = makeLayer("events", .point)
        let (latitude, utm) = Self.places[place]
        let points = clusteredPoints(3000, longitude: 37.4, latitude: latitude, seed: 7)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        for crs in [CRS.webMercator, utm] {
            let frame = try Self.frame(crs, longitude: 37.4, latitude: latitude, cell: 40, size: 300)
            for lattice in [nil, true] as [Bool?] where kernel != .uniform || lattice == nil {
                let grid = try DensityEstimator.density(
                    columns: fixture.columns, selection: Selection(),
                    options: DensityOptions(kernel: kernel, bandwidth: 500, frame: frame),
                    method: lattice == true ? .nodes : nil)
                let error = try Self.worstError(grid, points, kernel, 500, cells: 1000)
                #expect(
                    error <= 0.005,
                    "\(kernel) at \(latitude)° in \(crs), lattice \(String(describing: lattice)): \(error)")
                if ProcessInfo.processInfo.environment["TABAQA_VERBOSE"] != nil {
                    print(kernel, latitude, crs, lattice as Any, error)
                }
            }
        }
    }

    @Test("Density times ground area adds up to the events", arguments: Kernel.allCases)
    func conservesMass(kernel: Kernel) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(1500, longitude: 37.4, latitude: 37.06, seed: 11)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let frame = try Self.frame(.webMercator, longitude: 37.4, latitude: 37.06, cell: 95, size: 240)
        let grid = try DensityEstimator.density(
            columns: fixture.columns, selection: Selection(),
            options: DensityOptions(kernel: kernel, bandwidth: 500, frame: frame))
        let back = try CoordinateTransform(from: frame.crs, to: .wgs84)
        var mass = 0.0
        for row in 0..<frame.rows {
            let north = frame.originY - Double(row) * frame.cellHeight
            let y = north - frame.cellHeight / 2
            let west = try #require(back.transform(Position(x: frame.originX, y: y)))
            let east = try #require(back.transform(Position(x: frame.originX + frame.cellWidth, y: y)))
            let top = try #require(back.transform(Position(x: frame.originX, y: north)))
            let low = try #require(back.transform(Position(x: frame.originX, y: north - frame.cellHeight)))
            let area = Geodesic().distance(west, east) * Geodesic().distance(top, low) / 1e6
            for column in 0..<frame.columns {
                let value = grid.values[row * frame.columns + column]
                if !value.isNaN { mass += Double(value) * area }
            }
        }
        #expect(abs(mass / 1500 - 1) < 0.005, "\(kernel): \(mass)")
        #expect(grid.description.used == 1500)
    }

    @Test(
        "A pixel has the same bits in its tile, with a collar, in a block and in one picture",
        arguments: Kernel.allCases)
    func isSeamFree(kernel: Kernel) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(4000, longitude: 37.4, latitude: 37.06, seed: 5)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let world = 40_075_016.685578488
        let zoom = 13.0
        let cell = world / 256 / pow(2, zoom)
        let middle = try #require(
            CoordinateTransform(from: .wgs84, to: .webMercator).transform(Position(x: 37.4, y: 37.06)))
        let tileX = ((middle.x + world / 2) / (cell * 256)).rounded(.down)
        let tileY = ((world / 2 - middle.y) / (cell * 256)).rounded(.down)
        func tile(_ left: Int, _ top: Int, _ columns: Int, _ rows: Int, collar: Int = 0) throws -> DensityGrid
        {
            let frame = GridFrame(
                crs: .webMercator,
                originX: -world / 2 + ((tileX + Double(left)) * 256 - Double(collar)) * cell,
                originY: world / 2 - ((tileY + Double(top)) * 256 - Double(collar)) * cell, cellWidth: cell,
                cellHeight: cell, columns: columns * 256 + 2 * collar, rows: rows * 256 + 2 * collar)
            return try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(kernel: kernel, bandwidth: 500, frame: frame),
                method: lattice == true ? .nodes : nil)
        }
        var lattice: Bool? = nil
        for forced in [nil, true] as [Bool?] {
            lattice = forced
            let own = try tile(0, 0, 1, 1)
            let collared = try tile(0, 0, 1, 1, collar: 37)
            let block = try tile(-1, -1, 3, 3)
            let whole = try tile(-2, -3, 5, 6)
            var differences = 0
            for row in 0..<256 {
                for column in 0..<256 {
                    let bits = own.values[row * 256 + column].bitPattern
                    let others = [
                        collared.values[(row + 37) * 330 + column + 37],
                        block.values[(row + 256) * 768 + column + 256],
                        whole.values[(row + 768) * 1280 + column + 512],
                    ]
                    for other in others where other.bitPattern != bits { differences += 1 }
                }
            }
            #expect(differences == 0)
            #expect(own.maximum > 0)
        }
    }
}
