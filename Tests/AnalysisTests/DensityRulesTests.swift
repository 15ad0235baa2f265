import Foundation
import TabaqaAnalysis
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

@Suite struct DensityRulesTests {
    @Test(
        "One event peaks at its kernel's constant, per km², and is nothing beyond its reach",
        arguments: Kernel.allCases)
    func oneEvent(kernel: Kernel) throws {
        let layer = makeLayer("events", .point)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: [37.4], y: [37.06]))
        let frame = try DensityFrame.make(
            columns: fixture.columns, selection: Selection(), crs: .webMercator, cell: 20,
            reach: kernel.reach(bandwidth: 500))
        let grid = try DensityEstimator.density(
            columns: fixture.columns, selection: Selection(),
            options: DensityOptions(kernel: kernel, bandwidth: 500, frame: frame))
        let constant: [Kernel: Double] = [
            .uniform: 1, .triangular: 3, .epanechnikov: 2, .quartic: 3, .triweight: 4, .gaussian: 0.5,
        ]
        let peak = (constant[kernel] ?? 0) / (.pi * 0.25)
        #expect(abs(Double(grid.maximum) - peak) < (kernel == .triangular ? 0.03 : 0.005) * peak)
        #expect(grid.values[0].isNaN)
        #expect(grid.description.unit == "events/km²")
        #expect(abs(grid.description.cellArea - 0.0004) < 1e-6)
        #expect(!grid.values.contains { $0 == 0 })
    }

    @Test(
        "Over many events the lattice answers as the direct sum does",
        arguments: [Kernel.epanechnikov, .triangular, .quartic])
    func manyEvents(kernel: Kernel) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(150_000, longitude: 37.4, latitude: 37.06, seed: 17)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let frame = try DensityAccuracyTests.frame(
            .webMercator, longitude: 37.4, latitude: 37.06, cell: 31, size: 200)
        let options = DensityOptions(kernel: kernel, bandwidth: 500, frame: frame)
        let direct = try DensityEstimator.density(
            columns: fixture.columns, selection: Selection(), options: options, method: .direct)
        let lattice = try DensityEstimator.density(
            columns: fixture.columns, selection: Selection(), options: options, method: .nodes)
        var worst: Float = 0
        for (a, b) in zip(direct.values, lattice.values) {
            worst = max(worst, abs((a.isNaN ? 0 : a) - (b.isNaN ? 0 : b)))
        }
        #expect(worst <= 0.005 * direct.maximum, "\(kernel): \(worst / direct.maximum)")
        #expect(direct.description.used == lattice.description.used)
    }

    @Test("Degrees work as a grid too", arguments: [Kernel.gaussian, .quartic])
    func degrees(kernel: Kernel) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(2000, longitude: 37.4, latitude: 37.06, seed: 3)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        let frame = try DensityFrame.make(
            columns: fixture.columns, selection: Selection(), crs: .wgs84, size: (400, 300),
            reach: kernel.reach(bandwidth: 500))
        #expect(frame.columns == 400 && frame.rows == 300)
        let grid = try DensityEstimator.density(
            columns: fixture.columns, selection: Selection(),
            options: DensityOptions(kernel: kernel, bandwidth: 500, frame: frame))
        #expect(try DensityAccuracyTests.worstError(grid, points, kernel, 500, cells: 500) < 0.005)
    }

    @Test(
        "Cells wider than a third of the bandwidth hold their average", arguments: Kernel.allCases,
        [0.45, 1.3, 5.0])
    func wideCells(kernel: Kernel, ratio: Double) throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(1200, longitude: 37.4, latitude: 37.06, seed: 13)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        func grid(_ cell: Double, _ size: Int) throws -> DensityGrid {
            let scale = 1 / cos(37.06 * .pi / 180)
            let middle = (x: 37.4 / 180 * 20_037_508.342789244, y: 4_448_600.0)
            let width = 500 * ratio * scale
            let half = Double(size) * cell * scale / 2
            return try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(),
                options: DensityOptions(
                    kernel: kernel, bandwidth: 500,
                    frame: GridFrame(
                        crs: .webMercator, originX: (middle.x / width).rounded() * width - half,
                        originY: (middle.y / width).rounded() * width + half, cellWidth: cell * scale,
                        cellHeight: cell * scale, columns: size, rows: size)))
        }
        let parts = ratio > 2 ? 64 : 16
        let wide = try grid(500 * ratio, 16)
        let fine = try grid(500 * ratio / Double(parts), 16 * parts)
        var worst = 0.0
        for row in 0..<16 {
            for column in 0..<16 {
                var sum = 0.0
                for r in 0..<parts {
                    for c in 0..<parts {
                        let value = fine.values[(row * parts + r) * 16 * parts + column * parts + c]
                        if !value.isNaN { sum += Double(value) }
                    }
                }
                let value = wide.values[row * 16 + column]
                worst = max(worst, abs((value.isNaN ? 0 : Double(value)) - sum / Double(parts * parts)))
            }
        }
        #expect(worst <= 0.015 * Double(wide.maximum), "\(kernel) \(ratio): \(worst / Double(wide.maximum))")
    }

    @Test("Weights weigh, absent and negative ones are said, years divide")
    func weightsAndYears() throws {
        let layer = makeLayer(
            "events", .point, properties: [("level", .integer), ("at", .dateTime)], time: "at")
        let year = Int64(365.2425 * 86_400_000)
        let fixture = try ColumnFixture(
            layer,
            pointBatch(
                layer, x: [37.4, 37.4, 37.4, 37.4], y: [37.06, 37.06, 37.06, 37.06],
                columns: [.integer([3, .min, -2, 0]), .instant([0, year, 2 * year, 2 * year])]))
        let frame = try DensityAccuracyTests.frame(
            .webMercator, longitude: 37.4, latitude: 37.06, cell: 50, size: 50)
        func grid(_ weight: String?, perYear: Bool, _ interval: TabaqaFeatureModel.TimeInterval? = nil) throws
            -> DensityGrid
        {
            try DensityEstimator.density(
                columns: fixture.columns, selection: Selection(interval: interval),
                options: DensityOptions(
                    kernel: .quartic, bandwidth: 500, weight: weight, isPerYear: perYear, frame: frame))
        }
        let plain = try grid(nil, perYear: false)
        let weighted = try grid("level", perYear: false)
        #expect(plain.description.used == 4)
        #expect(weighted.description.used == 2)
        #expect(weighted.description.weightSum == 3)
        #expect(abs(weighted.maximum / plain.maximum - 0.75) < 1e-5)
        #expect(
            weighted.description.leftOut == [
                .init(reason: "no weight", count: 1), .init(reason: "negative weight", count: 1),
            ])
        let yearly = try grid(nil, perYear: true)
        #expect(abs(Double(plain.maximum / yearly.maximum) - 2) < 1e-5)
        #expect(yearly.description.unit == "events/(km²·a)")
        let bound = try grid(nil, perYear: true, .init(start: 0, end: 4 * year - 1))
        #expect(abs(Double(plain.maximum / bound.maximum) - 4) < 1e-5)
        #expect { _ = try grid("at", perYear: false) } throws: { ($0 as? Fault)?.code == .optionInvalid }
    }

    @Test("Frames: default 1024 on the long side, the box for an extent, metres for a cell")
    func frames() throws {
        let layer = makeLayer("events", .point)
        let points = clusteredPoints(500, longitude: 37.4, latitude: 60, seed: 1)
        let fixture = try ColumnFixture(layer, pointBatch(layer, x: points.x, y: points.y))
        func frame(
            _ selection: Selection = Selection(), crs: CRS = .webMercator,
            size: (width: Int, height: Int)? = nil,
            cell: Double? = nil
        ) throws -> GridFrame {
            try DensityFrame.make(
                columns: fixture.columns, selection: selection, crs: crs, size: size, cell: cell, reach: 500)
        }
        let whole = try frame()
        #expect(max(whole.columns, whole.rows) == 1024)
        let transform = try CoordinateTransform(from: .wgs84, to: .webMercator)
        for row in points.x.indices {
            let place = try #require(transform.transform(Position(x: points.x[row], y: points.y[row])))
            // 500 m of ground are 1,000 m of the plane at 60°.
            #expect(whole.extent.expanded(dx: -950, dy: -950).contains(place))
        }
        let box = Extent(minX: 37.3, minY: 59.95, maxX: 37.5, maxY: 60.05)
        let boxed = try frame(Selection(extent: box), cell: 100)
        #expect(abs(boxed.cellWidth - 200) < 1)
        #expect((boxed.originX / boxed.cellWidth).rounded() * boxed.cellWidth == boxed.originX)
        let corner = try #require(transform.transform(Position(x: 37.3, y: 60.05)))
        #expect(boxed.extent.contains(corner))
        let sized = try frame(Selection(extent: box), size: (640, 480))
        #expect(sized.columns == 640 && sized.rows == 480)
        #expect(throws: Fault.self) { try frame(size: (10, 10), cell: 10) }
        #expect(throws: Fault.self) { try frame(cell: 0.01) }
        #expect(throws: Fault.self) { try frame(Selection(filter: .literal(false))) }
        let utm = try frame(crs: CRS(epsg: 32637), cell: 50)
        #expect(abs(utm.cellWidth - 50) < 0.1)
    }

    @Test("Disclosure cells: aligned, distinct subjects, suspect places out")
    func disclosure() throws {
        let layer = makeLayer(
            "visits", .point, properties: [("person", .string)],
            disclosure: DisclosurePolicy(minimumCount: 3, grid: 500, subject: "person"))
        let points = clusteredPoints(800, longitude: 37.38, latitude: 37.06, seed: 9)
        var batch = pointBatch(
            layer, x: points.x, y: points.y,
            columns: [.text(TextColumn((0..<800).map { $0 % 13 == 0 ? nil : "p\($0 % 40)" }))])
        batch.flags[5] = .wholeDegrees
        let fixture = try ColumnFixture(layer, batch)
        let city = CityDefinition(
            name: LocalizedText([.en: "City"]), languages: [.en], zone: "Europe/Istanbul",
            metricCRS: CRS(epsg: 32637))
        let counts = try DisclosureCells.count(columns: fixture.columns, city: city)
        let transform = try CoordinateTransform(from: .wgs84, to: city.metricCRS)
        var events: [[Int]: Int32] = [:]
        var people: [[Int]: Set<String>] = [:]
        for row in 0..<800 where row != 5 {
            let place = try #require(transform.transform(Position(x: points.x[row], y: points.y[row])))
            let cell = [Int((place.x / 500).rounded(.down)), Int((place.y / 500).rounded(.down))]
            events[cell, default: 0] += 1
            people[cell, default: []].insert(row % 13 == 0 ? "" : "p\(row % 40)")
        }
        #expect(counts.events.reduce(0, +) == 799)
        #expect(counts.frame.originX.truncatingRemainder(dividingBy: 500) == 0)
        for (cell, count) in events {
            let column = cell[0] - Int(counts.frame.originX / 500)
            let row = Int(counts.frame.originY / 500) - 1 - cell[1]
            #expect(counts.events[row * counts.frame.columns + column] == count)
            #expect(counts.subjects?[row * counts.frame.columns + column] == Int32(people[cell]?.count ?? 0))
        }
    }

    @Test("The boundary test agrees with even–odd, in the areas' CRS and another")
    func boundary() throws {
        let rings = [JoinTests.quilt(side: 3, seed: 44)[4], JoinTests.quilt(side: 3, seed: 44)[0]]
        let fixture = try JoinTests.areaFixture(rings)
        let test = try BoundaryTest(areas: fixture.columns, crs: .wgs84)
        let mercator = try BoundaryTest(areas: fixture.columns, crs: .webMercator)
        let transform = try CoordinateTransform(from: .wgs84, to: .webMercator)
        var random = SeededGenerator(state: 6)
        var x = (0..<3000).map { _ in random.uniform(37.2...37.5) } + [.nan]
        var y = (0..<3000).map { _ in random.uniform(36.9...37.2) } + [.nan]
        let expected = zip(x, y).map { x, y in rings.contains { JoinTests.contains($0, x, y) } }
        #expect(test.contains(x: x, y: y) == expected)
        #expect(expected.contains(true))
        transform.transform(x: &x, y: &y)
        let differences = zip(mercator.contains(x: x, y: y), expected).count { $0 != $1 }
        #expect(differences == 0)
        #expect(rings.joined().allSatisfy { test.extent.contains($0) })
    }

    @Test("Near duplicates are those within the distance and the time of an earlier row")
    func nearDuplicates() throws {
        var random = SeededGenerator(state: 77)
        let x = (0..<600).map { _ in random.uniform(37.40...37.41) }
        let y = (0..<600).map { _ in random.uniform(37.06...37.07) }
        let times = (0..<600).map { $0 == 7 ? Int64.min : Int64(random.uniform(0...36_000_000)) }
        let duration = try #require(ISODuration("PT10M"))
        var finder = try NearDuplicates(meters: 30, duration: duration, crs: .wgs84)
        let first = finder.mark(x: Array(x[..<250]), y: Array(y[..<250]), times: Array(times[..<250]))
        let marks = first + finder.mark(x: Array(x[250...]), y: Array(y[250...]), times: Array(times[250...]))
        let geodesic = Geodesic()
        for row in 0..<600 {
            let expected =
                times[row] != .min
                && (0..<row).contains {
                    times[$0] != .min && abs(times[$0] - times[row]) <= 600_000
                        && geodesic.distance(Position(x: x[$0], y: y[$0]), Position(x: x[row], y: y[row]))
                            <= 30
                }
            #expect(marks[row] == expected)
        }
        #expect(marks.contains(true))
    }
}
