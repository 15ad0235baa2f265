import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

@Suite struct SelectionExtentTests {
    private static func fixture(_ count: Int) throws -> (ColumnFixture, x: [Double], y: [Double]) {
        var random = SeededGenerator(state: 11)
        var x = (0..<count).map { _ in random.uniform(-180...180) }
        let y = (0..<count).map { _ in random.uniform(-60...60) }
        x[5] = .nan
        let layer = makeLayer("world", .point, properties: [("level", .integer)])
        var batch = pointBatch(layer, x: x, y: y, columns: [.integer((0..<count).map { Int64($0 % 7) })])
        for row in stride(from: 0, to: count, by: 1000) { batch.flags[row] = .wholeDegrees }
        return (try ColumnFixture(layer, batch), x, y)
    }

    private func rows(_ selection: Selection, _ columns: LayerColumns) throws -> [Int] {
        let ids = try columns.ids()
        return try SelectionEvaluator.evaluate(selection, columns: columns).rows.rows
            .map { Int(ids[$0] ?? "", radix: 16) ?? -1 }.sorted()
    }

    @Test func `a box with a filter finds what a loop over all rows finds, also over the 180th meridian`()
        throws
    {
        let (fixture, x, y) = try Self.fixture(30_000)
        let filter = Filter.compare(property: "level", .less, .integer(3))
        for (west, east) in [(-20.0, 30.0), (170.0, 190.0), (170.0, -170.0), (-180.0, 180.0), (10.0, 10.0)] {
            let box = Extent(minX: west, minY: -30, maxX: east, maxY: 20)
            let crosses = east > 180 || east < west
            let wrapped = east > 180 ? east - 360 : east
            let expected = x.indices.filter { row in
                let isIn = crosses ? x[row] >= west || x[row] <= wrapped : x[row] >= west && x[row] <= east
                return isIn && y[row] >= -30 && y[row] <= 20 && row % 7 < 3 && row % 1000 != 0
            }
            #expect(try rows(Selection(extent: box, filter: filter), fixture.columns) == expected)
        }
    }

    @Test func `rows without a known place count as left out wherever the box lies`() throws {
        let (fixture, _, _) = try Self.fixture(5_000)
        let nowhere = Extent(minX: 179.9, minY: 89, maxX: 179.95, maxY: 89.5)
        let found = try SelectionEvaluator.evaluate(Selection(extent: nowhere), columns: fixture.columns)
        #expect(found.used == 0)
        #expect(
            found.leftOut == [.init(reason: "suspect place", count: 5), .init(reason: "no place", count: 1)])
    }

    @Test func `a box in another CRS finds the same rows by blocks as one by one`() throws {
        let (fixture, x, y) = try Self.fixture(20_000)
        let transform = try CoordinateTransform(from: .wgs84, to: .webMercator)
        let box = Extent(minX: -2_000_000, minY: 1_000_000, maxX: 3_000_000, maxY: 4_000_000)
        let expected = x.indices.filter { row in
            guard row % 1000 != 0, let place = transform.transform(Position(x: x[row], y: y[row])) else {
                return false
            }
            return box.contains(place)
        }
        #expect(
            try rows(Selection(extent: box, extentCRS: .webMercator), fixture.columns) == expected)
    }

    @Test func `the own locator of points in areas agrees with GEOS, on edges and corners too`() throws {
        var random = SeededGenerator(state: 21)
        for round in 0..<40 {
            let polygons = (0..<3).map { part -> [[Position]] in
                let center = (Double(part * 12), random.uniform(-2...2).rounded())
                let count = 5 + round % 30
                var ring = (0..<count).map { index -> Position in
                    let angle = Double(index) / Double(count) * 2 * .pi
                    let radius = random.uniform(1...5)
                    return Position(
                        x: (center.0 + radius * cos(angle)).rounded(toPlaces: round % 3),
                        y: (center.1 + radius * sin(angle)).rounded(toPlaces: round % 3))
                }
                ring.append(ring[0])
                return [ring]
            }
            guard let repaired = try? PolygonRepair().repair(.multiPolygon(polygons)).geometry else {
                continue
            }
            let locator = AreaLocator(repaired.polygons)
            let prepared = try PreparedGeometry(repaired)
            var places = (0..<300).map { _ in
                Position(x: random.uniform(-6...30), y: random.uniform(-8...8))
            }
            repaired.forEachPosition { places.append($0) }
            places += places.prefix(200).map { Position(x: $0.x.rounded(), y: $0.y.rounded()) }
            for place in places {
                let location = locator.location(place.x, place.y)
                #expect(
                    prepared.holds(.intersects, ofPointAt: place.x, place.y) == (location != .outside))
                #expect(prepared.holds(.within, ofPointAt: place.x, place.y) == (location == .inside))
                #expect(prepared.holds(.touches, ofPointAt: place.x, place.y) == (location == .edge))
            }
        }
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let factor = pow(10, Double(places))
        return (self * factor).rounded() / factor
    }
}
