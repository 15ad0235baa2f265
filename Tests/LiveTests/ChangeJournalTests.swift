import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaEngine
@testable import TabaqaTestSupport

/// Which tiles an edit can have touched.
@Suite struct ChangeJournalTests {
    private static let radius = 6_378_137.0

    /// Ground metres on the sphere from a place to the nearest place of an extent, both in EPSG:3857.
    private func distance(_ x: Double, _ y: Double, _ extent: Extent) -> Double {
        let (nearX, nearY) = (min(max(x, extent.minX), extent.maxX), min(max(y, extent.minY), extent.maxY))
        func place(_ x: Double, _ y: Double) -> (Double, Double) {
            (x / Self.radius, atan(sinh(y / Self.radius)))
        }
        let (a, b) = (place(x, y), place(nearX, nearY))
        let half = pow(sin((a.1 - b.1) / 2), 2) + cos(a.1) * cos(b.1) * pow(sin((a.0 - b.0) / 2), 2)
        return 2 * Self.radius * asin(min(1, half.squareRoot()))
    }

    @Test(
        "The last change within reach is never missed, and none far beyond it is taken",
        arguments: [37.0, 0, -60, 75])
    func property(latitude: Double) {
        var random = SeededGenerator(seed: 9)
        let middle = Self.radius * asinh(tan(latitude * .pi / 180))
        var journal = ChangeJournal(floor: 5)
        var changes: [(revision: Int64, x: Double, y: Double)] = []
        var shapes: [(revision: Int64, extent: Extent)] = []
        func place() -> (x: Double, y: Double) {
            (
                4_140_000 + .random(in: -20_000...20_000, using: &random),
                middle + .random(in: -20_000...20_000, using: &random)
            )
        }
        for revision in Int64(6)..<400 {
            if revision % 10 == 0 {
                let corner = place()
                let extent = Extent(
                    minX: corner.x, minY: corner.y, maxX: corner.x + 300, maxY: corner.y + 900)
                shapes.append((revision, extent))
                journal.record(revision, [extent, .empty])
            } else {
                let places = (0..<Int.random(in: 1...4, using: &random)).map { _ in place() }
                changes += places.map { (revision, $0.x, $0.y) }
                journal.record(revision, x: places.map(\.x) + [.nan], y: places.map(\.y) + [.nan])
            }
            let zoom = Int.random(in: 8...18, using: &random)
            let side = 40_075_016.685578488 / Double(1 << zoom)
            let corner = place()
            let extent = Extent(
                minX: (corner.x / side).rounded(.down) * side, minY: (corner.y / side).rounded(.down) * side,
                maxX: (corner.x / side).rounded(.down) * side + side,
                maxY: (corner.y / side).rounded(.down) * side + side)
            let reaches: [Double] = [0, 100, 800, 3000]
            let reach = reaches.randomElement(using: &random) ?? 0
            let answer = journal.revision(touching: extent, reach: reach)
            let near = changes.filter { distance($0.x, $0.y, extent) <= reach }.map(\.revision).max() ?? 5
            let nearShape =
                shapes.filter {
                    let apart = Extent(
                        minX: max($0.extent.minX, extent.minX), minY: max($0.extent.minY, extent.minY),
                        maxX: max($0.extent.minX, extent.minX), maxY: max($0.extent.minY, extent.minY))
                    return $0.extent.intersects(extent)
                        || distance(min(apart.minX, $0.extent.maxX), min(apart.minY, $0.extent.maxY), extent)
                            <= reach
                }.map(\.revision).max() ?? 5
            #expect(answer >= max(near, nearShape))
            let far = changes.filter { distance($0.x, $0.y, extent) <= 1.6 * reach + 1 }.map(\.revision)
            let farShapes = shapes.filter {
                let wide = extent.expanded(dx: 8 * reach + 1, dy: 8 * reach + 1)
                return $0.extent.intersects(wide)
            }.map(\.revision)
            #expect(answer == 5 || (far + farShapes).contains(answer))
        }
        #expect(
            journal.revision(touching: Extent(minX: -1e7, minY: 0, maxX: -9e6, maxY: 1e5), reach: 100) == 5)
    }

    @Test("A full journal forgets the older half, and says so for every place")
    func bounded() {
        var random = SeededGenerator(seed: 10)
        var journal = ChangeJournal(floor: 1)
        var changes: [(revision: Int64, x: Double, y: Double)] = []
        for revision in Int64(2)..<2002 {
            let places = (0..<100).map { _ in
                (
                    x: Double.random(in: 0...50_000, using: &random),
                    y: Double.random(in: 0...50_000, using: &random)
                )
            }
            changes += places.map { (revision, $0.x, $0.y) }
            journal.record(revision, x: places.map(\.x), y: places.map(\.y))
        }
        #expect(journal.count <= ChangeJournal.limit)
        #expect(journal.floor > 1)
        #expect(journal.floor < 1900)
        for _ in 0..<500 {
            let (x, y) = (
                Double.random(in: 0...50_000, using: &random), Double.random(in: 0...50_000, using: &random)
            )
            let extent = Extent(minX: x, minY: y, maxX: x + 200, maxY: y + 200)
            let last = changes.filter { extent.contains(x: $0.x, y: $0.y) }.map(\.revision).max() ?? 1
            #expect(journal.revision(touching: extent, reach: 0) == max(last, journal.floor))
        }
        journal.record(
            3000, x: [Double](repeating: 1, count: 40_000), y: [Double](repeating: 1, count: 40_000))
        #expect(journal.floor == 3000)
        journal.raise(to: 10)
        #expect(journal.floor == 3000)
    }

    @Test("An edit raises the revision of the tiles at its old and new place, and of no other")
    func tiles() throws {
        let city = try LiveCity(events: 500)
        try city.loadAreas()
        let start = try city.live.columns.open(LiveCity.events).revision
        func tile(_ longitude: Double, _ latitude: Double) throws -> TileAddress {
            let side = Double(1 << 15)
            let phi = latitude * .pi / 180
            return try #require(
                TileAddress(
                    zoom: 15, row: Int((1 - asinh(tan(phi)) / .pi) / 2 * side),
                    column: Int((longitude / 360 + 0.5) * side)))
        }
        func revision(_ tile: TileAddress, _ reach: Double = 0, _ layer: LayerDefinition = LiveCity.events)
            throws -> Int64
        {
            try city.live.revision(of: layer, touching: tile.extent, reach: reach)
        }
        var feature = SampleLayers.event(3)
        guard case .point(let old)? = feature.geometry else { return }
        let (oldTile, newTile) = (try tile(old.x, old.y), try tile(37.9, 37.5))
        let otherTile = try tile(old.x + 0.05, old.y)
        for each in [oldTile, newTile, otherTile] { #expect(try revision(each) == start) }
        feature.geometry = .point(Position(x: 37.9, y: 37.5))
        try city.put(feature)
        #expect(try revision(oldTile) == start + 1)
        #expect(try revision(newTile) == start + 1)
        #expect(try revision(otherTile) == start)
        #expect(try revision(otherTile, 10_000) == start + 1)
        #expect(try city.live.revision(of: LiveCity.events) == start + 1)
        try city.remove(feature.id)
        #expect(try revision(oldTile) == start + 1)
        #expect(try revision(newTile) == start + 2)

        let areasStart = try city.live.columns.open(LiveCity.areas).revision
        try city.put(LiveCity.square("A3", 37.9, 37.5, 0.01), in: LiveCity.areas)
        #expect(try revision(newTile, 0, LiveCity.areas) == areasStart + 1)
        #expect(try revision(tile(37.2 + 0.08 * 3 + 0.03, 36.93), 0, LiveCity.areas) == areasStart + 1)
        #expect(try revision(tile(37.23, 36.93), 0, LiveCity.areas) == areasStart)
        #expect(try revision(newTile) == start + 2)
    }
}
