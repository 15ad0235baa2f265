import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

@Suite("What is inside a polygon")
struct InsideTests {
    static let corners = [(37.30, 37.00), (37.33, 37.002), (37.345, 37.03), (37.31, 37.045)]

    static let polygon =
        #"{"type":"Polygon","coordinates":[[[37.30,37.00],[37.33,37.002],[37.345,37.03],[37.31,37.045],[37.30,37.00]]]}"#

    private func layer(_ id: String, _ document: [String: Any]) throws -> [String: Any] {
        let layers = try #require(document["layers"] as? [[String: Any]])
        return try #require(layers.first { $0["layer"] as? String == id })
    }

    /// Convex: inside is left of every edge.
    private func isInside(_ place: Position) -> Bool {
        zip(Self.corners, Self.corners.dropFirst() + Self.corners.prefix(1)).allSatisfy { from, to in
            (to.0 - from.0) * (place.y - from.1) - (to.1 - from.1) * (place.x - from.0) > 0
        }
    }

    @Test("points, their sums and codes equal those of a plain loop, with and without a time")
    func points() throws {
        let town = try AreaTown(events: 4000)
        for datetime in [nil, "2024-01-01T00:00:00Z/2024-12-31T23:59:59.999Z"] as [String?] {
            let inside = try #require(town.features["calls"]).filter { feature in
                guard case .point(let place)? = feature.geometry, isInside(place) else { return false }
                guard datetime != nil else { return true }
                guard case .instant(let at) = feature.properties[1] else { return false }
                return (1_704_067_200_000..<1_735_689_600_000).contains(at)
            }
            let query = datetime.map { [("datetime", $0)] } ?? []
            let answer = try layer(
                "calls", try town.json(AreaRoutes.insidePost, nil, query, body: Self.polygon))
            #expect(answer["count"] as? Int == inside.count && inside.count > 40)
            let totals = try #require(answer["totals"] as? [[String: Any]])
            #expect(totals.map { $0["property"] as? String } == ["severity", "loss"])
            let loss = inside.reduce(0.0) { $0 + ($1.properties[4].number ?? 0) }
            #expect(abs((totals[1]["sum"] as? Double ?? 0) - loss) < 1e-6)
            let codes = try #require(answer["byCode"] as? [[String: Any]])
            for code in codes {
                let name = code["code"] as? String ?? ""
                #expect(
                    code["count"] as? Int == inside.filter { $0.properties[2] == .text(name) }.count)
            }
            #expect(codes.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == inside.count)
        }
    }

    @Test(
        "of areas, people are counted by the share of ground inside, as PROJ's equal-area projection has it")
    func areas() throws {
        let town = try AreaTown()
        let squares: [(Double, Double, Int64)] = [
            (349_000, 4_096_500, 120), (348_500, 4_098_200, 75), (351_400, 4_097_000, 210),
            (351_800, 4_099_500, 64), (346_000, 4_100_000, 33), (350_000, 4_100_300, 11),
        ]
        try town.add(
            squares.enumerated().map { number, square in
                Feature(
                    id: FeatureID("block-\(number)"), revision: 0,
                    geometry: AreaTown.rectangle(square.0, square.1, square.0 + 1000, square.1 + 1000),
                    properties: [.text("block \(number)"), .integer(square.2)])
            }, to: AreaTown.blocks)
        let answer = try layer("blocks", try town.json(AreaRoutes.insidePost, body: Self.polygon))
        #expect(answer["count"] as? Int == 5)
        let totals = try #require(answer["totals"] as? [[String: Any]])
        // Σ share · households by shapely 2 and pyproj 3 (EPSG:32637 → 4326 → 6933, edges cut every 1e-5°).
        #expect(abs((totals[0]["sum"] as? Double ?? 0) - 268.439_257_776_818_2) < 1e-6)
        #expect(totals[0]["isAreaWeighted"] as? Bool == true)
    }

    @Test("a neighbour that only shares an edge is not inside; a line that crosses is")
    func touching() throws {
        let town = try AreaTown()
        try town.add(
            [(37.2, 37.31), (37.36, 37.5)].enumerated().map { number, span in
                Feature(
                    id: FeatureID("road-\(number)"), revision: 0,
                    geometry: .lineString([Position(x: span.0, y: 37.02), Position(x: span.1, y: 37.03)]),
                    properties: [.text("road")])
            }, to: AreaTown.roads)
        let document = try town.json(AreaRoutes.insideGet, nil, [("bbox", "37.30,37.00,37.35,37.05")])
        let quarters = try layer("quarters", document)
        #expect(quarters["count"] as? Int == 1)
        let totals = try #require(quarters["totals"] as? [[String: Any]])
        #expect(totals.count == 1 && totals[0]["sum"] as? Double == 1000)
        #expect(try layer("roads", document)["count"] as? Int == 1)
        let half = try layer(
            "quarters", try town.json(AreaRoutes.insideGet, nil, [("bbox", "37.325,37.00,37.375,37.05")]))
        let sum = try #require((half["totals"] as? [[String: Any]])?.first?["sum"] as? Double)
        #expect(abs(sum - 2500) < 1e-6 && half["count"] as? Int == 2)
    }

    @Test("the same polygon as WKT, as a box of the same corners, as Feature and in two parts gives the same")
    func forms() throws {
        let town = try AreaTown(events: 500)
        let box = try town.json(AreaRoutes.insideGet, nil, [("bbox", "37.30,37.00,37.40,37.05")])
        let wkt =
            "MULTIPOLYGON(((37.30 37.00,37.35 37,37.35 37.05,37.3 37.05,37.3 37)),((37.35 37.00,37.40 37,37.40 37.05,37.35 37.05,37.35 37)))"
        let parts = try town.json(
            AreaRoutes.insideGet, nil, [("area", "POLYGON((37.3 37,37.4 37,37.4 37.05,37.3 37.05,37.3 37))")])
        #expect(NSDictionary(dictionary: box) == NSDictionary(dictionary: parts))
        let feature =
            #"{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[37.3,37],[37.4,37],[37.4,37.05],[37.3,37.05],[37.3,37]]]}}"#
        let posted = try town.json(AreaRoutes.insidePost, body: feature)
        #expect(NSDictionary(dictionary: box) == NSDictionary(dictionary: posted))
        // Two squares with a common edge are no valid multipolygon; they are repaired to their union.
        let united = try town.json(AreaRoutes.insideGet, nil, [("area", wkt)])
        #expect(try layer("calls", united)["count"] as? Int == layer("calls", box)["count"] as? Int)
    }

    @Test("hostile bodies are refused in words, soon, and never crash", .timeLimit(.minutes(1)))
    func hostile() throws {
        let town = try AreaTown(events: 50)
        var random = SeededGenerator(seed: 9)
        func scribble(_ count: Int) -> String {
            let positions = (0..<count).map { _ in
                "[\(Double.random(in: 37.2...37.6, using: &random)),\(Double.random(in: 36.9...37.1, using: &random))]"
            }
            return #"{"type":"Polygon","coordinates":[["#
                + (positions + positions.prefix(1)).joined(separator: ",") + "]]}"
        }
        let bodies = [
            "", "null", "[]", "{}", "{", "\u{0}", "{\"type\":\"Polygon\"}",
            #"{"type":"Polygon","coordinates":[]}"#, #"{"type":"Polygon","coordinates":[[]]}"#,
            #"{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}"#,
            #"{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[0,0]]]}"#,
            #"{"type":"Polygon","coordinates":[[[0,0],[1e999,1],[2,0],[0,0]]]}"#,
            #"{"type":"Polygon","coordinates":[[[0,0],[1e300,1],[2,1e300],[0,0]]]}"#,
            #"{"type":"Polygon","coordinates":[[[0,0],[170,0],[170,80],[0,80],[0,0]]]}"#,
            #"{"type":"Polygon","coordinates":[[["a",0],[1,1],[2,0],[0,0]]]}"#,
            #"{"type":"Polygon","coordinates":[[[4e6,3e5],[4e6,4e5],[5e6,4e5],[4e6,3e5]]]}"#,
            #"{"type":"Point","coordinates":[37.3,37]}"#,
            #"{"type":"GeometryCollection","geometries":[]}"#,
            #"{"type":"FeatureCollection","features":[]}"#,
            String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: 200),
            String(repeating: "[", count: 100_000), scribble(9000), scribble(20_000),
            String(repeating: " ", count: 2 << 20),
        ]
        for body in bodies {
            let fault = #expect(throws: Fault.self, "\(body.prefix(80))") {
                try town.call(AreaRoutes.insidePost, body: Array(body.utf8))
            }
            #expect(
                (400..<500).contains(fault?.kind.httpStatus ?? 0),
                "\(body.prefix(80)) \(fault ?? Fault(.storeFailure, ""))")
        }
        // Few crossings are mended; the answer comes soon all the same.
        _ = try town.call(AreaRoutes.insidePost, body: Array(scribble(190).utf8))
        for query in [
            [], [("bbox", "1,2,3")], [("bbox", "a,b,c,d")], [("bbox", "1,1,1,1")], [("bbox", "170,0,-170,5")],
            [("bbox", "1,1,2,nan")], [("area", "POLYGON((")], [("area", "POINT(1 1)")],
            [("area", "POLYGON EMPTY")],
            [("bbox", "37,37,38,38"), ("area", "POLYGON((0 0,1 0,1 1,0 0))")],
            [("bbox", "37,37,38,38"), ("datetime", "soon")],
            [("bbox", "37,37,38,38"), ("collections", "nothing")],
        ] as [[(String, String)]] {
            #expect(throws: Fault.self, "\(query)") { try town.call(AreaRoutes.insideGet, nil, query) }
        }
    }
}
