import Foundation
import TabaqaFeatureModel
import TabaqaTopology
import Testing

@Suite("A ring around polygons")
struct CoveringRingTests {
    /// Whether the position is inside, by crossings.
    private func holds(_ ring: [Position], _ place: Position) -> Bool {
        var isInside = false
        for (a, b) in zip(ring, ring.dropFirst()) where (a.y > place.y) != (b.y > place.y) {
            if place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
        }
        return isInside
    }

    /// A star of many points, more ragged the larger `depth`.
    private func star(_ count: Int, x: Double = 37.4, depth: Double) -> [Position] {
        let ring = (0..<count).map { step in
            let angle = Double(step) / Double(count) * 2 * .pi
            let radius = 0.3 * (1 - depth * (step % 2 == 0 ? 0 : 1) * abs(sin(7 * angle)))
            return Position(x: x + radius * cos(angle), y: 37.05 + radius * sin(angle))
        }
        return ring + [ring[0]]
    }

    @Test(
        "holds every corner and has few of its own",
        arguments: [(8, 0.0), (400, 0.02), (400, 0.6), (20_000, 0.9)] as [(Int, Double)])
    func holding(_ count: Int, _ depth: Double) throws {
        let polygon = star(count, depth: depth)
        let ring = try #require(CoveringRing.around([[polygon]]))
        #expect(ring.count >= 4 && ring.count <= 200 && ring.first == ring.last)
        #expect(polygon.allSatisfy { holds(ring, $0) })
        // Not the whole world: what lies three breadths away is outside.
        #expect(!holds(ring, Position(x: 39.2, y: 37.05)))
    }

    @Test func `several polygons are held by one ring, and nothing by none`() throws {
        let polygons = [[star(50, depth: 0.1)], [star(50, x: 39, depth: 0.1)]]
        let ring = try #require(CoveringRing.around(polygons))
        #expect(polygons.allSatisfy { $0[0].allSatisfy { holds(ring, $0) } })
        #expect(CoveringRing.around([]) == nil)
        #expect(CoveringRing.around([[[Position(x: 0, y: 0)]]]) == nil)
    }
}
