import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@testable import TabaqaAnalysis

@Suite struct JoinTests {
    /// A quilt of `side` × `side` areas with wiggly shared edges, each edge's vertices used by both
    /// neighbours.
    static func quilt(side: Int, seed: UInt64, crs: CRS = .wgs84) -> [[Position]] {
        var random = SeededGenerator(state: seed)
        let (west, south, step) = (37.30, 36.98, 0.15 / Double(side))
        var corners: [[Position]] = []
        for row in 0...side {
            corners.append(
                (0...side).map { column in
                    let wobble = 0.3 * step
                    return Position(
                        x: west + Double(column) * step + random.uniform(-wobble...wobble),
                        y: south + Double(row) * step + random.uniform(-wobble...wobble))
                })
        }
        func wiggle(_ a: Position, _ b: Position) -> [Position] {
            (1..<8).map { part in
                let t = Double(part) / 8
                let bump = random.uniform(-0.04...0.04) * step
                return Position(x: a.x + t * (b.x - a.x) + bump, y: a.y + t * (b.y - a.y) + bump)
            }
        }
        let across = (0...side).map { row in (0..<side).map { wiggle(corners[row][$0], corners[row][$0 + 1]) }
        }
        let up = (0..<side).map { row in (0...side).map { wiggle(corners[row][$0], corners[row + 1][$0]) } }
        var rings: [[Position]] = []
        for row in 0..<side {
            for column in 0..<side {
                var ring = [corners[row][column]] + across[row][column] + [corners[row][column + 1]]
                ring += up[row][column + 1] + [corners[row + 1][column + 1]]
                ring += across[row + 1][column].reversed() + [corners[row + 1][column]]
                ring += up[row][column].reversed() + [corners[row][column]]
                rings.append(ring)
            }
        }
        return rings
    }

    static let areaLayer = makeLayer(
        "areas", .polygon, properties: [("name", .string), ("people", .integer)], key: "name")

    static func areaFixture(_ rings: [[Position]]) throws -> ColumnFixture {
        let names = rings.indices.map { String(format: "A%04d", $0) }
        return try ColumnFixture(
            areaLayer,
            FeatureBatch(
                name: "areas", crs: .wgs84, ids: TextColumn(names.map { "id-\($0)" }),
                geometry: .shapes(rings.map { .multiPolygon([[$0]]) }),
                columns: [
                    NamedColumn(name: "name", type: .string, values: .text(TextColumn(names))),
                    NamedColumn(
                        name: "people", type: .integer, unit: "persons",
                        values: .integer(rings.indices.map { $0 == 0 ? 0 : $0 == 1 ? .min : Int64($0 * 100) })
                    ),
                ], flags: [FeatureFlags](repeating: [], count: rings.count)))
    }

    /// Even–odd with the crossing worked out in 80-bit arithmetic.
    static func contains(_ ring: [Position], _ x: Double, _ y: Double) -> Bool {
        var isInside = false
        for (a, b) in zip(ring, ring.dropFirst()) where (a.y > y) != (b.y > y) {
            let at =
                Float80(a.x) + (Float80(b.x) - Float80(a.x)) * (Float80(y) - Float80(a.y))
                / (Float80(b.y) - Float80(a.y))
            if Float80(x) < at { isInside.toggle() }
        }
        return isInside
    }

    static let eventLayer = makeLayer(
        "events", .point, properties: [("loss", .decimal), ("level", .integer)])

    static func events(_ count: Int, seed: UInt64) throws -> (ColumnFixture, x: [Double], y: [Double]) {
        var random = SeededGenerator(state: seed)
        let x = (0..<count).map { _ in random.uniform(37.28...37.47) }
        let y = (0..<count).map { _ in random.uniform(36.96...37.15) }
        var batch = pointBatch(
            eventLayer, x: x, y: y,
            columns: [
                .decimal((0..<count).map { $0 % 5 == 0 ? .nan : Double($0 % 97) / 4 }),
                .integer((0..<count).map { Int64($0 % 9) }),
            ])
        for row in 0..<count where row % 1000 == 13 { batch.flags[row] = .wholeDegrees }
        return (try ColumnFixture(eventLayer, batch), x, y)
    }

    static func integers(_ table: JoinTable, _ name: String) throws -> [Int64] {
        guard case .integer(let values) = try #require(table.table.column(name)).values else { return [] }
        return values
    }

    static func decimals(_ table: JoinTable, _ name: String) throws -> [Double] {
        guard case .decimal(let values) = try #require(table.table.column(name)).values else { return [] }
        return values
    }

    @Test("Counts equal brute force, by subtraction along the curve and row by row")
    func withinCounts() throws {
        let rings = Self.quilt(side: 9, seed: 4)
        let areas = try Self.areaFixture(rings)
        let (events, x, y) = try Self.events(30_000, seed: 8)
        var expected = [Int](repeating: 0, count: rings.count + 1)
        var sums = [Double](repeating: 0, count: rings.count + 1)
        for row in x.indices {
            let area =
                row % 1000 == 13
                ? rings.count : rings.firstIndex { Self.contains($0, x[row], y[row]) } ?? rings.count
            expected[area] += 1
            if row % 5 != 0 { sums[area] += Double(row % 97) / 4 }
        }
        let inputs = JoinInputs(
            points: events.columns, pointsLayer: Self.eventLayer, areas: areas.columns,
            areasLayer: Self.areaLayer,
            aggregates: JoinAggregates(per: ["people"]))
        let counted = try SpatialJoin.within(inputs)
        #expect(try Self.integers(counted, "count").map(Int.init) == expected)
        #expect(counted.table.ids[rings.count] == "unassigned")
        #expect(counted.table.column("name")?.values[rings.count] == .text("unassigned"))
        #expect(counted.description.total == 30_000)
        #expect(counted.description.unassigned == expected[rings.count])
        #expect(counted.description.suspect == 30)
        let rates = try Self.decimals(counted, "rate_people")
        #expect(rates[0].isNaN && rates[1].isNaN && rates[rings.count].isNaN)
        #expect(rates[5] == Double(expected[5]) / 500)
        #expect(counted.measures == ["count", "numerator_people", "denominator_people", "rate_people"])

        var summed = inputs
        summed.aggregates = JoinAggregates(
            sum: ["loss"], mean: ["loss"], minimum: ["level"], maximum: ["level"])
        let table = try SpatialJoin.within(summed)
        #expect(try Self.integers(table, "count").map(Int.init) == expected)
        for (ours, theirs) in zip(try Self.decimals(table, "sum_loss"), sums) {
            #expect(abs(ours - theirs) < 1e-6)
        }
        #expect(try Self.integers(table, "max_level").max() == 8)
        #expect(table.measures == ["count", "sum_loss", "mean_loss", "min_level", "max_level"])

        var each = inputs
        each.isEach = true
        each.aggregates = JoinAggregates()
        let rows = try SpatialJoin.within(each)
        #expect(rows.table.count == 30_000)
        for row in stride(from: 0, to: 30_000, by: 37) {
            let original = try #require(Int(rows.table.ids[row] ?? "", radix: 16))
            let area =
                original % 1000 == 13 ? nil : rings.firstIndex { Self.contains($0, x[original], y[original]) }
            let name = rows.table.column("areas.name")?.values[row]
            #expect(name == (area.map { .text(String(format: "A%04d", $0)) } ?? .null))
        }
    }

    @Test("Each point of a shared edge or corner belongs to exactly one area")
    func sharedEdges() throws {
        let rings = Self.quilt(side: 6, seed: 12)
        let areas = try Self.areaFixture(rings)
        // All vertices of areas inside the quilt, and points on the lines of the grid.
        let inner = [14, 15, 20, 21].flatMap { rings[$0] }
        var x = inner.map(\.x)
        var y = inner.map(\.y)
        for (a, b) in zip(inner, inner.dropFirst()) {
            x.append((a.x + b.x) / 2)
            y.append((a.y + b.y) / 2)
        }
        let layer = makeLayer("events", .point)
        let events = try ColumnFixture(layer, pointBatch(layer, x: x, y: y))
        let index = try areas.columns.areaIndex()
        for row in x.indices {
            let all = rings.indices.filter {
                AreaRings(
                    segments: [zip(rings[$0], rings[$0].dropFirst()).map { ($0.x, $0.y, $1.x, $1.y) }]
                ).contains(area: 0, x: x[row], y: y[row])
            }
            #expect(all.count == 1, "\(x[row]), \(y[row]) lies in \(all)")
            #expect(Int(index.owner(x: x[row], y: y[row])) == all.first)
        }
        let table = try SpatialJoin.within(
            JoinInputs(
                points: events.columns, pointsLayer: layer, areas: areas.columns, areasLayer: Self.areaLayer))
        #expect(table.description.assigned == x.count)
    }

    @Test("Holes, islands in holes and overlaps: the first area by key owns")
    func holesAndOverlaps() throws {
        func box(_ a: Double, _ b: Double) -> [Position] {
            [(a, a), (b, a), (b, b), (a, b), (a, a)].map { Position(x: $0.0, y: $0.1) }
        }
        let shapes: [Geometry] = [
            .polygon([box(0, 10), box(2, 8)]), .polygon([box(3, 5)]), .polygon([box(4, 7)]),
            .polygon([box(-1, 11)]),
        ]
        let fixture = try ColumnFixture(
            Self.areaLayer,
            FeatureBatch(
                name: "areas", crs: .wgs84, ids: TextColumn(["a", "b", "c", "d"]), geometry: .shapes(shapes),
                columns: [
                    NamedColumn(
                        name: "name", type: .string, values: .text(TextColumn(["1", "2", "3", "4"]))),
                    NamedColumn(name: "people", type: .integer, values: .integer([1, 1, 1, 1])),
                ], flags: [[], [], [], []]))
        let index = try fixture.columns.areaIndex()
        for (x, y, owner) in [
            (1.0, 1.0, 0), (4.5, 4.5, 1), (3.5, 3.5, 1), (6.0, 6.0, 2), (2.5, 7.5, 3), (-0.5, 5, 3),
            (-1.5, 0, -1), (20, 20, -1), (9.5, 5, 0), (.nan, 5, -1), (5, .infinity, -1),
        ] as [(Double, Double, Int32)] {
            #expect(index.owner(x: x, y: y) == owner, "\(x), \(y)")
        }
    }

    @Test("Nearest point and distance equal brute force by geodesics")
    func nearestPoints() throws {
        let (events, x, y) = try Self.events(1500, seed: 21)
        let stations = clusteredPoints(40, longitude: 37.38, latitude: 37.05, seed: 2)
        let layer = makeLayer("stations", .point, properties: [("code", .integer)], key: "code")
        let fixture = try ColumnFixture(
            layer,
            pointBatch(layer, x: stations.x, y: stations.y, columns: [.integer((0..<40).map { Int64($0) })]))
        let geodesic = Geodesic()
        func meters(_ event: Int, _ station: Int) -> Double {
            geodesic.distance(
                Position(x: x[event], y: y[event]), Position(x: stations.x[station], y: stations.y[station]))
        }
        var inputs = JoinInputs(
            points: events.columns, pointsLayer: Self.eventLayer, areas: fixture.columns, areasLayer: layer,
            isEach: true)
        let each = try SpatialJoin.nearest(inputs)
        let distances = try Self.decimals(each, "distance_m")
        for row in 0..<1500 {
            let event = try #require(Int(each.table.ids[row] ?? "", radix: 16))
            guard event % 1000 != 13 else {
                #expect(distances[row].isNaN)
                continue
            }
            let best = try #require((0..<40).min { meters(event, $0) < meters(event, $1) })
            #expect(abs(distances[row] - meters(event, best)) < 1e-6)
            #expect(each.table.column("stations.code")?.values[row] == .integer(Int64(best)))
        }
        inputs.isEach = false
        let near = try SpatialJoin.distance(inputs, meters: 2000)
        let counts = try Self.integers(near, "count")
        for station in 0..<40 {
            let expected = (0..<1500).count { $0 % 1000 != 13 && meters($0, station) <= 2000 }
            #expect(counts[station] == Int64(expected))
        }
        let none = (0..<1500).count { event in
            event % 1000 == 13 || !(0..<40).contains { meters(event, $0) <= 2000 }
        }
        #expect(near.description.unassigned == none)
    }

    @Test("Nearest area: 0 inside, else the geodesic to its boundary")
    func nearestAreas() throws {
        let rings = Self.quilt(side: 3, seed: 30)
        let some = [rings[0], rings[4], rings[8]]
        let areas = try Self.areaFixture(some)
        let (events, x, y) = try Self.events(400, seed: 33)
        let each = try SpatialJoin.nearest(
            JoinInputs(
                points: events.columns, pointsLayer: Self.eventLayer, areas: areas.columns,
                areasLayer: Self.areaLayer, isEach: true))
        let distances = try Self.decimals(each, "distance_m")
        let geodesic = Geodesic()
        for row in 0..<400 {
            let event = try #require(Int(each.table.ids[row] ?? "", radix: 16))
            guard event % 1000 != 13 else { continue }
            let place = Position(x: x[event], y: y[event])
            var best = Double.infinity
            for ring in some {
                if Self.contains(ring, place.x, place.y) { best = 0 }
                for (a, b) in zip(ring, ring.dropFirst()) {
                    // Golden section along the segment.
                    var (low, high) = (0.0, 1.0)
                    func at(_ t: Double) -> Double {
                        geodesic.distance(place, Position(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)))
                    }
                    for _ in 0..<40 {
                        let (p, q) = (low + (high - low) * 0.382, low + (high - low) * 0.618)
                        if at(p) < at(q) { high = q } else { low = p }
                    }
                    best = min(best, at((low + high) / 2), at(0), at(1))
                }
            }
            #expect(abs(distances[row] - best) < 0.01 + best * 1e-6, "\(distances[row]) against \(best)")
        }
    }

    @Test("By name: folded, never by guess")
    func attribute() throws {
        let left = makeLayer("rows", .none, properties: [("place", .string)])
        let names: [String?] = [
            "EYUPOGLU", "eyüpoğlu", "حي النصر", "Nowhere", "Nowhere", nil, "Karşıyaka", "KARSIYAKA",
        ]
        let rows = try ColumnFixture(
            left,
            FeatureBatch(
                name: "rows", crs: .wgs84, ids: TextColumn(names.indices.map { "r\($0)" }),
                geometry: .none(count: names.count),
                columns: [NamedColumn(name: "place", type: .string, values: .text(TextColumn(names)))],
                flags: [FeatureFlags](repeating: [], count: names.count)))
        let right = makeLayer(
            "places", .none, properties: [("code", .integer), ("name", .string)], key: "code")
        let places = ["Eyüpoğlu", "حى النصر", "Karşıyaka", "karsiyaka", "Empty"]
        let fixture = try ColumnFixture(
            right,
            FeatureBatch(
                name: "places", crs: .wgs84, ids: TextColumn(places.indices.map { "p\($0)" }),
                geometry: .none(count: places.count),
                columns: [
                    NamedColumn(name: "code", type: .integer, values: .integer([1, 2, 3, 4, 5])),
                    NamedColumn(name: "name", type: .string, values: .text(TextColumn(places))),
                ], flags: [FeatureFlags](repeating: [], count: places.count)))
        let table = try SpatialJoin.attribute(
            JoinInputs(points: rows.columns, pointsLayer: left, areas: fixture.columns, areasLayer: right),
            left: "place", right: "name")
        #expect(try Self.integers(table, "count") == [2, 1, 0, 0, 0, 5])
        #expect(table.description.unmatched == [.init(name: "Nowhere", count: 2), .init(name: "", count: 1)])
        #expect(table.description.ambiguous.map(\.count) == [2])
        #expect(table.description.assigned == 3)
    }
}
