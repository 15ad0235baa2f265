import TabaqaFeatureModel
import TabaqaTopology
import Testing

@Suite struct WKTReaderTests {
    private static let a = Position(x: 37.38, y: 37.06)
    private static let b = Position(x: -1.5, y: 2e3)

    @Test(
        "reads every kind of geometry",
        arguments: [
            ("POINT (37.38 37.06)", Geometry.point(a)), ("point(37.38  37.06)", .point(a)),
            ("POINT Z (37.38 37.06 812)", .point(a)), ("POINTZM(37.38 37.06 1 2)", .point(a)),
            ("SRID=4326;POINT(37.38 37.06)", .point(a)),
            ("MULTIPOINT ((37.38 37.06), (-1.5 2e3))", .multiPoint([a, b])),
            ("MULTIPOINT (37.38 37.06, -1.5 2e3)", .multiPoint([a, b])),
            ("LINESTRING M (37.38 37.06 5, -1.5 2e3 6)", .lineString([a, b])),
            ("MULTILINESTRING ((37.38 37.06, -1.5 2e3))", .multiLineString([[a, b]])),
            ("POLYGON ((37.38 37.06, -1.5 2e3, 37.38 37.06, 37.38 37.06))", .polygon([[a, b, a, a]])),
            (
                "MULTIPOLYGON (((37.38 37.06, -1.5 2e3, 37.38 37.06, 37.38 37.06)))",
                .multiPolygon([[[a, b, a, a]]])
            ),
            ("GEOMETRYCOLLECTION (POINT (37.38 37.06), POINT EMPTY)\n", .collection([.point(a)])),
        ])
    func kinds(text: String, geometry: Geometry) throws {
        #expect(try WKTReader.parse(text) == geometry)
    }

    @Test(arguments: ["POINT EMPTY", "POLYGON EMPTY", "MULTIPOLYGON Z EMPTY", "GEOMETRYCOLLECTION EMPTY"])
    func `an empty geometry is none`(text: String) throws {
        #expect(try WKTReader.parse(text) == nil)
    }

    @Test(
        "names the character at which a bad text stops making sense",
        arguments: [
            ("", 1), ("POINT", 6), ("POINT (37.38)", 13), ("POINT (1 2", 11), ("POINT (1 2) x", 13),
            ("POINT (1 nan)", 10), ("CIRCLE (1 2)", 1), ("LINESTRING (1 2)", 17), ("POINT (1 2 3 4 5)", 16),
            ("POLYGON ((0 0, 1 0, 1 1, 0 1))", 30), ("POINT (1e999 2)", 8), ("37.38, 37.06", 1),
        ])
    func malformed(text: String, character: Int) {
        let fault = #expect(throws: Fault.self) { try WKTReader.parse(text) }
        #expect(fault?.code == .geometryInvalid)
        #expect(fault?.message.contains("at character \(character)") == true, "\(fault?.message ?? "")")
    }

    @Test func `nesting is bounded`() {
        let text = String(repeating: "GEOMETRYCOLLECTION (", count: 100_000)
        #expect(throws: Fault.self) { try WKTReader.parse(text) }
    }

    @Test func `random text never crashes`() {
        var generator = SplitMix(seed: 5)
        let pieces = [
            "POINT", "(", ")", ",", "1", "-", "e", "Z", "EMPTY", "MULTIPOLYGON", "SRID=", ";", " ", "é", "\0",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int(generator.next() % 12)).map { _ in pieces[Int(generator.next() % 15)] }
                .joined()
            _ = try? WKTReader.parse(text)
        }
    }
}
