import TabaqaAnalysis
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@Suite struct PolygonTestTests {
    /// A star of many corners with a hole; its edges cross nowhere.
    private func star(_ corners: Int, _ random: inout SeededGenerator) -> [[[Position]]] {
        func ring(_ inner: Double, _ outer: Double) -> [Position] {
            var ring: [Position] = []
            for corner in 0..<corners {
                // Directions by the rational points of the circle, so that no tangent is needed.
                let part = (Double(corner % (corners / 4 + 1)) / Double(corners / 4 + 1))
                let (cosine, sine) = ((1 - part * part) / (1 + part * part), 2 * part / (1 + part * part))
                let reach = Double.random(in: inner...outer, using: &random)
                let (x, y) = (cosine * reach, sine * reach)
                switch corner / (corners / 4 + 1) {
                case 0: ring.append(Position(x: x, y: y))
                case 1: ring.append(Position(x: -y, y: x))
                case 2: ring.append(Position(x: -x, y: -y))
                default: ring.append(Position(x: y, y: -x))
                }
            }
            return ring + ring.prefix(1)
        }
        return [[ring(0.6, 1), ring(0.1, 0.4)]]
    }

    /// By the rule, edge by edge.
    private func isInside(_ place: Position, _ polygons: [[[Position]]]) -> Bool {
        var isInside = false
        for ring in polygons.joined() {
            for (from, to) in zip(ring, ring.dropFirst()) where (from.y > place.y) != (to.y > place.y) {
                let x = from.x + (to.x - from.x) * (place.y - from.y) / (to.y - from.y)
                if place.x < x { isInside.toggle() }
            }
        }
        return isInside
    }

    @Test func `places are inside as edge by edge, whatever the number of corners`() {
        var random = SeededGenerator(state: 4)
        for corners in [4, 7, 100, 9000] {
            let polygons = star(corners, &random)
            let test = PolygonTest(polygons)
            var inside = 0
            for _ in 0..<2000 {
                let place = Position(
                    x: .random(in: -1.1...1.1, using: &random), y: .random(in: -1.1...1.1, using: &random))
                let expected = isInside(place, polygons)
                #expect(test.contains(x: place.x, y: place.y) == expected)
                inside += expected ? 1 : 0
            }
            #expect(inside > 100)
        }
    }

    @Test func `a box is only called whole or empty where every place in it agrees`() {
        var random = SeededGenerator(state: 5)
        var (whole, empty, mixed) = (0, 0, 0)
        for corners in [4, 60, 3000] {
            let test = PolygonTest(star(corners, &random))
            for _ in 0..<600 {
                let (x, y) = (
                    Double.random(in: -1.1...1.1, using: &random),
                    Double.random(in: -1.1...1.1, using: &random)
                )
                let side = Double.random(in: 0.001...0.2, using: &random)
                let covers = test.covers(Extent(minX: x, minY: y, maxX: x + side, maxY: y + side))
                for _ in 0..<20 {
                    let place = (
                        Double.random(in: x...x + side, using: &random),
                        Double.random(in: y...y + side, using: &random)
                    )
                    if let covers { #expect(test.contains(x: place.0, y: place.1) == covers) }
                }
                switch covers {
                case true?: whole += 1
                case false?: empty += 1
                case nil: mixed += 1
                }
            }
        }
        #expect(whole > 100 && empty > 100 && mixed > 100)
        let far = PolygonTest(star(8, &random)).covers(Extent(minX: 5, minY: 5, maxX: 6, maxY: 6))
        #expect(far == false)
    }

    @Test func `areas on the ground are those of PROJ's equal-area projection, holes taken off`() {
        let ring = [(37.30, 37.00), (37.33, 37.002), (37.345, 37.03), (37.31, 37.045), (37.30, 37.00)]
            .map { Position(x: $0.0, y: $0.1) }
        // EPSG:6933 by PROJ 9, edges cut every 1e-5°.
        let area = GroundArea.squareMeters([[ring]])
        #expect(abs(area - 12_517_446.065_759) < 0.01)
        #expect(abs(GroundArea.squareMeters([[ring.reversed()]]) - area) < 1e-6)
        let hole = ring.map { Position(x: 37.32 + ($0.x - 37.30) / 4, y: 37.015 + ($0.y - 37.00) / 4) }
        let part = GroundArea.squareMeters([[hole]])
        #expect(abs(GroundArea.squareMeters([[ring, hole]]) - (area - part)) < 1e-3 && part > 700_000)
        #expect(GroundArea.squareMeters([]) == 0)
    }
}
