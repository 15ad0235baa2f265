import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@Suite("Vector tiles of areas and lines")
struct ShapeTileTests {
    private func city(_ shapes: [Geometry?], _ layer: LayerDefinition = CrookedAreas.layer) throws -> TileCity
    {
        try TileCity(points: 1, extra: [(layer, .shapes(layer, shapes))])
    }

    /// All tiles of a zoom over a box of degrees.
    private func addresses(_ extent: Extent, zoom: Int) throws -> [TileAddress] {
        let low = try #require(TileCity.address(extent.minX, extent.maxY, zoom: zoom))
        let high = try #require(TileCity.address(extent.maxX, extent.minY, zoom: zoom))
        return (low.row...high.row).flatMap { row in
            (low.column...high.column).compactMap { TileAddress(zoom: zoom, row: row, column: $0) }
        }
    }

    /// Area of a ring of degrees in units of the zoom.
    private func area(_ ring: [Position], zoom: Int) -> Double {
        let points = ring.map { TileCity.world($0.x, $0.y) }
        let sum = zip(points, points.dropFirst()).reduce(0.0) { sum, pair in
            let (a, b) = (pair.0, pair.1)
            return sum + (a.x - points[0].x) * (b.y - points[0].y) - (b.x - points[0].x) * (a.y - points[0].y)
        }
        return abs(sum) / 2 * pow(Double(1 << zoom) * 4096, 2)
    }

    @Test(arguments: [8, 10, 11, 12, 13, 14])
    func `The parts of an area in all tiles make up its area, and rings run as they must`(zoom: Int) throws {
        let shapes = CrookedAreas.make()
        let city = try city(shapes)
        var extent = Extent.empty
        for shape in shapes { extent.include(shape.extent) }
        var sums = [String: Double]()
        for address in try addresses(extent, zoom: zoom) {
            let (tile, decoded) = try city.tile("quarters", address)
            #expect(tile.dropped == 0)
            for feature in decoded["quarters"]?.features ?? [] {
                #expect(feature.type == 3)
                guard case .text(let name)? = feature.properties["name"] else { continue }
                #expect((feature.parts.first?.doubledArea ?? 0) > 0)
                #expect(feature.parts.allSatisfy { $0.doubledArea != 0 })
                for part in feature.parts {
                    #expect(part.allSatisfy { (-64...4160).contains($0.x) && (-64...4160).contains($0.y) })
                    sums[name, default: 0] += Self.inside(part)
                }
            }
        }
        for (index, shape) in shapes.enumerated() {
            let expected = area(try #require(shape.polygons.first?.first), zoom: zoom)
            let found = sums["n\(index)"] ?? 0
            // Corners move by half a unit and the border by two: that is what the perimeter can gain or lose.
            let slack = 2.5 * 4 * expected.squareRoot() * 1.3
            #expect(abs(found - expected) < min(0.02 * expected + slack, slack + 4), "\(index) at \(zoom)")
        }
    }

    /// Area of a ring within the tile proper, its buffer cut off (Sutherland and Hodgman).
    private static func inside(_ ring: [(x: Int, y: Int)]) -> Double {
        var points = ring.map { [Double($0.x), Double($0.y)] }
        for axis in 0...1 {
            for (sign, edge) in [(1.0, 0.0), (-1.0, -4096.0)] {
                var kept: [[Double]] = []
                for index in points.indices {
                    let (a, b) = (points[(index + points.count - 1) % points.count], points[index])
                    let (da, db) = (sign * a[axis] - edge, sign * b[axis] - edge)
                    if (da < 0) != (db < 0) {
                        let part = da / (da - db)
                        kept.append([a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])])
                    }
                    if db >= 0 { kept.append(b) }
                }
                points = kept
            }
        }
        return points.indices.reduce(0.0) { sum, index in
            let (a, b) = (points[index], points[(index + 1) % points.count])
            return sum + (a[0] * b[1] - b[0] * a[1]) / 2
        }
    }

    @Test func `Neighbours keep one border at every zoom`() throws {
        let shapes = CrookedAreas.make()
        let city = try city(shapes)
        for zoom in [9, 10, 11] {
            let address = try #require(TileCity.address(37.36, 37.06, zoom: zoom))
            let (_, decoded) = try city.tile("quarters", address)
            // An edge that two rings share is run through once each way; only the outline is run through once.
            var edges: [[Int]: Int] = [:]
            for ring in try #require(decoded["quarters"]).features.flatMap(\.parts) {
                for index in ring.indices {
                    let (a, b) = (ring[index], ring[(index + 1) % ring.count])
                    let isForward = (a.x, a.y) < (b.x, b.y)
                    edges[isForward ? [a.x, a.y, b.x, b.y] : [b.x, b.y, a.x, a.y], default: 0] +=
                        isForward ? 1 : -1
                }
            }
            let inner = edges.filter { edge, runs in
                // Away from the outline and the tile's edge.
                let middle = TileCity.unit(37.36, 37.06, in: address)
                let reach = 4096 * Double(1 << zoom) * 0.035 / 360
                return abs(Double(edge[0]) - middle.x) < reach && abs(Double(edge[1]) - middle.y) < reach
            }
            #expect(inner.count > 10)
            // Where rounding straightens one side only, an edge may be two on the other.
            #expect(inner.filter { $0.value != 0 }.count * 10 <= inner.count, "zoom \(zoom)")
        }
    }

    @Test func `Holes stay holes, parts stay parts, and a tile within an area is full`() throws {
        let outer = CrookedAreas.square(37.3, 37.0, 0.1)
        let hole = CrookedAreas.square(37.32, 37.02, 0.02, clockwise: true)
        let far = CrookedAreas.square(37.45, 37.0, 0.05, clockwise: true)
        let city = try city([.multiPolygon([[outer, hole], [far]])])
        let high = try #require(TileCity.address(37.35, 37.05, zoom: 8))
        let feature = try #require(try city.tile("quarters", high).decoded["quarters"]?.features.first)
        #expect(feature.parts.map { $0.doubledArea.signum() } == [1, -1, 1])
        let within = try #require(TileCity.address(37.38, 37.08, zoom: 15))
        let full = try #require(try city.tile("quarters", within).decoded["quarters"]?.features.first)
        #expect(full.parts.count == 1 && full.parts[0].doubledArea == 2 * 4224 * 4224)
        let inHole = try #require(TileCity.address(37.33, 37.03, zoom: 16))
        #expect(try city.tile("quarters", inHole).tile.features == 0)
    }

    @Test func `What is too small to see is still there`() throws {
        let shapes: [Geometry] = (0..<100).map { number in
            .polygon([CrookedAreas.square(37.3 + Double(number) * 0.0005, 37.0, 0.000_01)])
        }
        let city = try city(shapes)
        let high = try #require(TileCity.address(37.31, 37.0, zoom: 8))
        let features = try #require(try city.tile("quarters", high).decoded["quarters"]).features
        #expect(features.count == 100)
        #expect(features.allSatisfy { $0.parts.count == 1 && $0.parts[0].doubledArea == 2 })
    }

    @Test func `Lines are cut at the buffer, their length kept, and short ones stay`() throws {
        var layer = SampleLayers.roads
        layer.id = "roads"
        let wave = (0...400).map {
            Position(x: 37.3 + Double($0) * 0.0005, y: 37.05 + 0.01 * sin(Double($0) / 7))
        }
        let city = try city(
            [.lineString(wave), .multiLineString([[wave[0], Position(x: wave[0].x + 1e-6, y: wave[0].y)]])],
            layer)
        var extent = Extent.empty
        for position in wave { extent.include(position) }
        let zoom = 13
        var length = 0.0
        var short = 0
        for address in try addresses(extent, zoom: zoom) {
            for feature in try city.tile("roads", address).decoded["roads"]?.features ?? [] {
                #expect(feature.type == 2)
                for part in feature.parts {
                    #expect(part.count >= 2)
                    #expect(part.allSatisfy { (-64...4161).contains($0.x) && (-64...4161).contains($0.y) })
                    guard feature.properties["name"] == .text("n0") else {
                        short += 1
                        continue
                    }
                    for (a, b) in zip(part, part.dropFirst()) { length += Self.inside(a, b) }
                }
            }
        }
        let points = wave.map { TileCity.world($0.x, $0.y) }
        let expected = zip(points, points.dropFirst()).reduce(0.0) {
            $0 + hypot($1.0.x - $1.1.x, $1.0.y - $1.1.y) * Double(1 << zoom) * 4096
        }
        #expect(abs(length - expected) < 0.01 * expected)
        #expect(short >= 1)
    }

    /// Length of a segment within the tile proper, by its middle points.
    private static func inside(_ a: (x: Int, y: Int), _ b: (x: Int, y: Int)) -> Double {
        let steps = 64
        let whole = hypot(Double(a.x - b.x), Double(a.y - b.y))
        let hits = (0..<steps).filter { step in
            let part = (Double(step) + 0.5) / Double(steps)
            let x = Double(a.x) + part * Double(b.x - a.x)
            let y = Double(a.y) + part * Double(b.y - a.y)
            return x >= 0 && x < 4096 && y >= 0 && y < 4096
        }
        return whole * Double(hits.count) / Double(steps)
    }

    @Test func `Shapes that are missing, suspect or beyond the poles harm nothing`() throws {
        let layer = CrookedAreas.layer
        let polar = Geometry.polygon([
            [
                Position(x: -180, y: -90), Position(x: 180, y: -90), Position(x: 180, y: -60),
                Position(x: -180, y: -60),
                Position(x: -180, y: -90),
            ]
        ])
        let shapes: [Geometry?] = [nil, polar, .polygon([CrookedAreas.square(0, 0, 1)])]
        let city = try TileCity(
            points: 1, extra: [(layer, .shapes(layer, shapes, flags: [[], [], .nullIsland]))])
        let world = try city.tile("quarters", try #require(TileAddress(zoom: 0, row: 0, column: 0)))
        #expect(world.tile.features == 1 && world.tile.suspect == 1)
        #expect(world.decoded["quarters"]?.features.first?.properties["name"] == .text("n1"))
    }
}
