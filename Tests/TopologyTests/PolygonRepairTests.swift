import TabaqaFeatureModel
import TabaqaTopology
import Testing

/// Expected areas are worked out by hand.
@Suite struct PolygonRepairTests {
    private func ring(_ numbers: Double...) -> [Position] {
        stride(from: 0, to: numbers.count, by: 2).map { Position(x: numbers[$0], y: numbers[$0 + 1]) }
    }

    private func shoelace(_ geometry: Geometry) -> Double {
        geometry.polygons.reduce(0) { total, rings in
            total
                + rings.enumerated().reduce(0) { sum, item in
                    let (index, ring) = item
                    var doubled = 0.0
                    for (a, b) in zip(ring, ring.dropFirst()) { doubled += a.x * b.y - b.x * a.y }
                    return sum + (index == 0 ? abs(doubled) : -abs(doubled)) / 2
                }
        }
    }

    @Test func `a valid polygon comes back untouched, as a MultiPolygon`() throws {
        let rings = [ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0), ring(2, 2, 2, 4, 4, 4, 4, 2, 2, 2)]
        let outcome = try PolygonRepair().repair(.polygon(rings))
        #expect(outcome.geometry == .multiPolygon([rings]))
        #expect(!outcome.wasInvalid && outcome.reason == nil && outcome.areaChange == 0)
    }

    @Test func `a bow tie becomes its two triangles`() throws {
        // Two lobes of 12 area units; signed they cancel.
        let outcome = try PolygonRepair().repair(.polygon([ring(0, 0, 8, 6, 8, 0, 0, 6, 0, 0)]))
        #expect(outcome.wasInvalid)
        #expect(outcome.reason?.hasPrefix("Self-intersection") == true)
        #expect(outcome.geometry.polygons.count == 2)
        #expect(abs(shoelace(outcome.geometry) - 24) < 1e-9)
        #expect(outcome.areaChange == 1, "the signed area was nothing")
        for polygon in outcome.geometry.polygons {
            var doubled = 0.0
            for (a, b) in zip(polygon[0], polygon[0].dropFirst()) { doubled += a.x * b.y - b.x * a.y }
            #expect(doubled > 0, "exterior rings run counter-clockwise")
        }
    }

    @Test func `a spike is cut off without changing the area`() throws {
        let spiked = ring(0, 0, 10, 0, 10, 10, 5, 10, 5, 15, 5, 10, 0, 10, 0, 0)
        let outcome = try PolygonRepair().repair(.polygon([spiked]))
        #expect(outcome.wasInvalid && outcome.areaChange < 1e-12)
        #expect(outcome.geometry.extent == Extent(minX: 0, minY: 0, maxX: 10, maxY: 10))
    }

    @Test func `overlapping parts merge and the change of area is told`() throws {
        let outcome = try PolygonRepair().repair(
            .multiPolygon([
                [ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0)], [ring(5, 0, 15, 0, 15, 10, 5, 10, 5, 0)],
            ]))
        #expect(outcome.wasInvalid && outcome.geometry.polygons.count == 1)
        #expect(abs(shoelace(outcome.geometry) - 150) < 1e-9)
        #expect(abs(outcome.areaChange - 0.25) < 1e-12)
    }

    @Test func `a hole outside its shell becomes a part of its own`() throws {
        let outcome = try PolygonRepair().repair(
            .polygon([ring(0, 0, 4, 0, 4, 4, 0, 4, 0, 0), ring(10, 10, 12, 10, 12, 12, 10, 12, 10, 10)]))
        #expect(outcome.wasInvalid)
        #expect(abs(shoelace(outcome.geometry) - 20) < 1e-9)
        #expect(abs(outcome.areaChange - 8.0 / 12) < 1e-12)
    }

    @Test func `an open ring is closed, a ring without area left out`() throws {
        let repair = PolygonRepair()
        let open = try repair.repair(.polygon([ring(0, 0, 4, 0, 4, 4, 0, 4)]))
        #expect(
            open.wasInvalid && open.reason == "Ring not closed" && abs(shoelace(open.geometry) - 16) < 1e-9)
        let flat = try repair.repair(
            .multiPolygon([
                [ring(0, 0, 4, 0, 4, 4, 0, 4, 0, 0)], [ring(9, 9, 9, 9, 9, 9, 9, 9)],
                [ring(1, 1, 2, 2, 1, 1)],
            ]))
        #expect(flat.wasInvalid && flat.geometry.polygons.count == 1)
    }

    @Test func `the same polygon gives the same bytes, wherever its rings begin`() throws {
        let repair = PolygonRepair()
        let tie = ring(0, 0, 8, 6, 8, 0, 0, 6)
        let outcomes = try (0..<4).map { shift in
            let turned = Array(tie[shift...] + tie[..<shift])
            return try repair.repair(.polygon([turned + [turned[0]]])).geometry
        }
        #expect(Set(outcomes).count == 1)
    }

    @Test(
        "what has no area or no finite number is refused",
        arguments: [
            Geometry.point(Position(x: 1, y: 1)), .polygon([]), .multiPolygon([]), .multiPolygon([[]]),
            .polygon([[]]), .polygon([[Position(x: 1, y: 1)]]),
            .polygon([
                [Position(x: 0, y: 0), Position(x: 1, y: 1), Position(x: 2, y: 2), Position(x: 0, y: 0)]
            ]),
            .polygon([
                [Position(x: 0, y: 0), Position(x: .nan, y: 1), Position(x: 2, y: 2), Position(x: 0, y: 0)]
            ]),
            .polygon([
                [
                    Position(x: 0, y: 0), Position(x: 1, y: .infinity), Position(x: 2, y: 2),
                    Position(x: 0, y: 0),
                ]
            ]),
        ])
    func refused(geometry: Geometry) throws {
        let repair = PolygonRepair()
        let fault = #expect(throws: Fault.self) { try repair.repair(geometry) }
        #expect(fault?.code == .geometryInvalid)
    }

    @Test func `coordinates too large for any place are refused`() {
        let huge = ring(6e300, 0, 4, 5, 7, 1, 6, 7, 5, 7, 3, 2, 5, 8, 2, 8, 2, 2)
        let fault = #expect(throws: Fault.self) { try PolygonRepair().repair(.polygon([huge])) }
        #expect(fault?.code == .geometryInvalid)
    }

    @Test func `random rings end valid or refused, never in a crash`() throws {
        var generator = SplitMix(seed: 3)
        let repair = PolygonRepair()
        var repaired = 0
        for _ in 0..<300 {
            let polygons = (0...Int(generator.next() % 3)).map { _ in
                (0...Int(generator.next() % 3)).map { _ in
                    (0..<Int(generator.next() % 12)).map { _ in
                        Position(
                            x: generator.next(in: 0...8).rounded(), y: generator.next(in: 0...8).rounded())
                    }
                }
            }
            guard let outcome = try? repair.repair(.multiPolygon(polygons)) else { continue }
            let again = try repair.repair(outcome.geometry)
            #expect(!again.wasInvalid, "\(again.reason ?? "")")
            repaired += 1
        }
        #expect(repaired > 150)
    }
}
