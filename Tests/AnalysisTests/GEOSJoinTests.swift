import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

/// Joins against GEOS on shapes and points chosen to be hard.
@Suite struct GEOSJoinTests {
    static func closed(_ places: [(Double, Double)]) -> [Position] {
        (places + places.prefix(1)).map { Position(x: $0.0, y: $0.1) }
    }

    /// A quilt, triangles of a millionth of a degree, needles, collinear vertices, a comb, holes with islands.
    static func shapes() -> [[[Position]]] {
        var shapes = JoinTests.quilt(side: 5, seed: 71).map { [$0] }
        var random = SeededGenerator(state: 4)
        for _ in 0..<40 {
            let (x, y) = (random.uniform(37.50...37.60), random.uniform(37.0...37.1))
            let size = pow(10, random.uniform(-9 ... -3))
            shapes.append([
                closed([(x, y), (x + size, y + size * random.uniform(-1...0.5)), (x + size / 3, y + size)])
            ])
        }
        // A needle a billionth wide, and one whose long sides have many collinear vertices.
        shapes.append([closed([(37.62, 37.0), (37.72, 37.0333333333), (37.72, 37.0333333343)])])
        let steps = (0...30).map { Double($0) / 30 }
        shapes.append([
            closed(
                steps.map { (37.62 + $0 * 0.1, 37.05) } + steps.reversed().map { (37.62 + $0 * 0.1, 37.06) })
        ])
        shapes.append([
            closed(steps.map { (37.62 + $0 * 0.1, 37.07 + $0 * 0.01) } + [(37.72, 37.09), (37.62, 37.09)])
        ])
        // A comb with its teeth on one line, then boxes in holes of boxes, corner to corner.
        var teeth: [(Double, Double)] = [(37.1, 36.9)]
        for tooth in 0..<20 {
            let west = 37.1 + Double(tooth) * 0.005
            teeth += [(west, 36.95), (west + 0.0025, 36.95), (west + 0.0025, 36.91), (west + 0.005, 36.91)]
        }
        shapes.append([closed(teeth + [(37.2, 36.9)])])
        func box(_ a: Double, _ b: Double) -> [Position] {
            closed([(37 + a, 37 + a), (37 + b, 37 + a), (37 + b, 37 + b), (37 + a, 37 + b)])
        }
        shapes += [
            [box(0.10, 0.20), box(0.12, 0.18)], [box(0.12, 0.18), box(0.125, 0.15)], [box(0.20, 0.25)],
        ]
        return shapes
    }

    /// Vertices, middles and other points of edges (on them as far as doubles allow), a step of the last
    /// place beside each, the same latitude as vertices, and anywhere.
    static func points(_ shapes: [[[Position]]]) -> (x: [Double], y: [Double]) {
        var random = SeededGenerator(state: 9)
        var x: [Double] = []
        var y: [Double] = []
        func add(_ a: Double, _ b: Double) {
            x.append(a)
            y.append(b)
        }
        for ring in shapes.joined() {
            for (a, b) in zip(ring, ring.dropFirst()) {
                add(a.x, a.y)
                for t in [0.5, 1.0 / 3, random.uniform(0...1)] {
                    let (px, py) = (a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
                    add(px, py)
                    add(px.nextUp, py)
                    add(px.nextDown, py)
                    add(px, py.nextUp)
                    add(px, py.nextDown)
                }
                add(random.uniform(37.0...37.8), a.y)
                add(a.x, random.uniform(36.85...37.3))
            }
        }
        for _ in 0..<4000 { add(random.uniform(37.0...37.8), random.uniform(36.85...37.3)) }
        // Lines of the lattice that curves and trees share.
        for _ in 0..<500 {
            add(37 + Double(Int.random(in: 0...64, using: &random)) / 64, random.uniform(36.9...37.2))
            add(random.uniform(37.0...37.7), 37 + Double(Int.random(in: -16...16, using: &random)) / 128)
        }
        return (x, y)
    }

    @Test("Each point's owner is the first area GEOS finds it inside of, or one whose boundary it lies on")
    func equalsGEOS() throws {
        let shapes = Self.shapes()
        let reference = GEOSReference(shapes)
        for area in shapes.indices { #expect(reference.isValid(area), "area \(area)") }
        let areas = try Self.fixture(shapes)
        let (x, y) = Self.points(shapes)
        let layer = makeLayer("events", .point)
        let events = try ColumnFixture(layer, pointBatch(layer, x: x, y: y))
        let index = try areas.columns.areaIndex()
        var walked = [Int32](repeating: -7, count: x.count)
        try index.forEachOwner(of: events.columns) { rows, area in for row in rows { walked[row] = area } }
        let places = try events.columns.places()
        let corners = Set(shapes[..<25].flatMap { area in [0, 8, 16, 24].map { area[0][$0] } })
        var onBoundary = 0
        var inside = 0
        var expected = [Int](repeating: 0, count: shapes.count + 1)
        for row in 0..<x.count {
            let (px, py) = (places.x[row], places.y[row])
            let owner = Int(index.owner(x: px, y: py))
            if Int(walked[row]) != owner {
                Issue.record("\(px), \(py): \(owner), along the curve \(walked[row])")
            }
            let holders = reference.holders(px, py)
            expected[owner < 0 ? shapes.count : owner] += 1
            if let first = holders.inside.first {
                inside += 1
                // A boundary it lies on may come first in key order; nothing after it may.
                let isRight =
                    owner == first || (owner >= 0 && owner < first && holders.touching.contains(owner))
                if !isRight { Issue.record("\(px), \(py): \(owner), GEOS \(holders)") }
            } else {
                onBoundary += holders.touching.isEmpty ? 0 : 1
                let isRight = owner == -1 || holders.touching.contains(owner)
                if !isRight { Issue.record("\(px), \(py): \(owner), GEOS \(holders)") }
            }
            // Of a coverage's shared edges somebody owns each point, but for where they meet its rim.
            let quilt = holders.touching.filter { $0 < 25 }
            let isRim = quilt.count == 2 && corners.contains(Position(x: px, y: py))
            if quilt.count >= 2, !isRim, !quilt.contains(owner) {
                Issue.record("\(px), \(py) on the edges of \(quilt) is owned by \(owner)")
            }
        }
        #expect(inside > 3000 && onBoundary > 500, "\(inside) inside, \(onBoundary) on boundaries")
        let table = try SpatialJoin.within(
            JoinInputs(
                points: events.columns, pointsLayer: layer, areas: areas.columns,
                areasLayer: JoinTests.areaLayer))
        #expect(try JoinTests.integers(table, "count") == expected.map(Int64.init))
    }

    @Test("Along the curve or one by one, wherever the points' square lies", arguments: 0..<8)
    func curveWalk(scene: Int) throws {
        let areas = try Self.fixture(Self.shapes())
        let index = try areas.columns.areaIndex()
        var random = SeededGenerator(state: UInt64(scene) + 100)
        // From a street corner inside one area to half the world, and far from all areas.
        let spans = [1e-7, 1e-4, 0.003, 0.05, 0.4, 3, 170, 0.2]
        let (east, north) = scene == 7 ? (12.0, -33.0) : (37.41, 37.05)
        let span = spans[scene]
        let x = (0..<6000).map { _ in east + random.uniform(-span...span) }
        let y = (0..<6000).map { _ in north + random.uniform(-span...span) * min(1, 50 / span) }
        let layer = makeLayer("events", .point)
        let events = try ColumnFixture(layer, pointBatch(layer, x: x, y: y))
        var seen = [Int](repeating: 0, count: x.count)
        let places = try events.columns.places()
        try index.forEachOwner(of: events.columns) { rows, area in
            for row in rows {
                seen[row] += 1
                if area != index.owner(x: places.x[row], y: places.y[row]) {
                    Issue.record("row \(row) is given to \(area)")
                }
            }
        }
        #expect(seen.allSatisfy { $0 == 1 })
    }

    static func fixture(_ shapes: [[[Position]]]) throws -> ColumnFixture {
        let names = shapes.indices.map { String(format: "A%04d", $0) }
        return try ColumnFixture(
            JoinTests.areaLayer,
            FeatureBatch(
                name: "areas", crs: .wgs84, ids: TextColumn(names.map { "id-\($0)" }),
                geometry: .shapes(shapes.map { .polygon($0) }),
                columns: [
                    NamedColumn(name: "name", type: .string, values: .text(TextColumn(names))),
                    NamedColumn(
                        name: "people", type: .integer, values: .integer(shapes.map { _ in Int64(1) })),
                ], flags: [FeatureFlags](repeating: [], count: shapes.count)))
    }
}
