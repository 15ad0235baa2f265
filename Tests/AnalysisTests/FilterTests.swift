import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaAnalysis

/// CQL2 texts on the twelve rows of `SelectionTests`, whose answers can be read off.
@Suite struct FilterTests {
    private func rows(_ text: String, crs: CRS = .wgs84) throws -> [Int] {
        let layer = SelectionTests.layer
        let filter = try CQL2Text.parse(text, for: layer, clock: ZoneClock(zone: "Europe/Istanbul"))
        return try SelectionTests.rows(Selection(filter: filter, filterCRS: crs))
    }

    /// level is 1 2 3 null 5 … 12, loss one and a half times level, day 2024-10-04 (20,000) and on.
    @Test(
        "arithmetic works in numbers, and null or a division by nothing is unknown",
        arguments: [
            ("loss = level * 1.5", [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("NOT (loss = level * 1.5)", []), ("level + 1 = 3", [1]), ("10 - level = 4", [5]),
            ("level / 4 = 1.25", [4]), ("level div 4 = 2", [7, 8, 9, 10]), ("level % 5 = 0", [4, 9]),
            ("level ^ 2 = 9", [2]), ("-level < -11", [11]), ("level - 2 - 1 = 2", [4]),
            ("2 + 3 * level = 17", [4]), ("(2 + 3) * level = 25", [4]), ("level = 2 ^ 3 + 1", [8]),
            ("1 / (level - 1) > 100", []), ("NOT (1 / (level - 1) > 100)", [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("1 / 0 = 1 OR level = 1", [0]), ("(level / 0) IS NULL AND level < 3", [0, 1]),
            ("level BETWEEN loss - 2 AND loss - 1", [1, 2]), ("level IN (loss - 1, 12)", [1, 11]),
            ("-7 div 2 = -3", Array(0..<12)), ("-7 % 2 = -1", Array(0..<12)),
        ])
    func arithmetic(text: String, expected: [Int]) throws {
        #expect(try rows(text) == expected)
    }

    @Test(
        "properties meet properties, conditions and functions are values",
        arguments: [
            ("level < loss", [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]), ("kind = note", []),
            ("kind <> note", [0, 1, 3, 4, 5, 6, 7, 8, 9, 11]), ("CASEI(kind) = CASEI('İTFAİYE')", [4]),
            ("CASEI(kind) IN (CASEI('FIRE'), CASEI('X'))", [0, 3, 5, 9, 11]),
            ("CASEI(kind) = CASEI(kind)", [0, 1, 3, 4, 5, 6, 7, 8, 9, 11]),
            ("ACCENTI(kind) = 'Itfaiye'", [4]), ("ACCENTI(CASEI(kind)) LIKE 'it_aiye'", [4]),
            ("(level > 5) = TRUE", [5, 6, 7, 8, 9, 10, 11]), ("(level > 5) IS NULL", [3]),
            ("open = (level > 5)", [2, 4, 5, 7, 11]),
            ("year(day) = 2024 AND month(day) = 10 AND day(day) = 5", [1]),
            ("weekday(at) = 1", [0, 1, 2, 3]), ("hour(at) = 15", [2, 6, 10]),
            ("hour(day) IS NULL", Array(0..<12)),
            ("day < at", [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]), ("'a' < 'b'", Array(0..<12)),
            ("'a' LIKE 'b%'", []),
            ("A_CONTAINS(('fire','flood'), (kind, 'fire'))", [0, 1, 3, 5, 6, 9]),
            ("A_OVERLAPS((level, 3), (4, 5.0))", [4]), ("A_EQUALS((1, 2), (2, 1.0, 1))", Array(0..<12)),
            ("A_CONTAINEDBY((1, 'a'), (1))", []), ("geometry IS NULL", [10]),
            ("geom IS NOT NULL AND level > 10", [11]), ("kind LIKE 'İ%'", [4]), ("kind LIKE '_tfaiye'", [4]),
            ("note LIKE '%e%1%'", [1, 10, 11]), ("kind LIKE 'fire' OR kind IS NULL", [0, 2, 3, 5, 9, 10]),
        ])
    func values(text: String, expected: [Int]) throws {
        #expect(try rows(text) == expected)
    }

    /// Row i lies at 37 + i/100 east, 36.5 north; row 10 has no place.
    @Test(
        "points are compared with boxes, areas, lines and points",
        arguments: [
            ("S_INTERSECTS(geometry, BBOX(37.02,36,37.05,37))", [2, 3, 4, 5]),
            ("S_WITHIN(geometry, BBOX(37.02,36,37.05,37))", [3, 4]),
            ("S_TOUCHES(geometry, BBOX(37.02,36,37.05,37))", [2, 5]),
            ("S_DISJOINT(geometry, BBOX(37.02,36,37.05,37))", [0, 1, 6, 7, 8, 9, 11]),
            ("NOT S_INTERSECTS(geometry, BBOX(37.02,36,37.05,37))", [0, 1, 6, 7, 8, 9, 11]),
            ("S_CONTAINS(BBOX(37.02,36,37.05,37), the_geom)", [3, 4]),
            ("S_EQUALS(geom, POINT(37.03 36.5))", [3]), ("S_CONTAINS(geom, POINT(37.03 36.5))", [3]),
            ("S_INTERSECTS(geom, LINESTRING(37 36.5, 37.02 36.5))", [0, 1, 2]),
            ("S_TOUCHES(geom, LINESTRING(37 36.5, 37.02 36.5))", [0, 2]),
            ("S_WITHIN(geom, POLYGON((36.9 36.4,37.015 36.4,37.015 36.6,36.9 36.6,36.9 36.4)))", [0, 1]),
            ("S_INTERSECTS(geom, POLYGON((37 36.5,37.04 36.5,37.02 36.6,37 36.5)))", [0, 1, 2, 3, 4]),
            ("S_INTERSECTS(geom, MULTIPOINT((37 36.5),(37.01 36.5)))", [0, 1]),
            ("S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(37 36.5),LINESTRING(37.05 36,37.05 37)))", [0, 5]),
            ("S_INTERSECTS(geom, BBOX(37.05,36.5,37.05,36.5))", [5]),
            ("S_INTERSECTS(geom, BBOX(170,36,37.01,37))", [0, 1]),
            ("S_INTERSECTS(geom, geom) AND level < 3", [0, 1]), ("S_TOUCHES(geom, geom)", []),
            ("S_INTERSECTS(POINT(1 1), BBOX(0,0,2,2)) AND level = 1", [0]),
            ("S_INTERSECTS(geom, BBOX(37.02,36,37.05,37)) AND kind LIKE 'fire' OR level = 1", [0, 3, 5]),
        ])
    func space(text: String, expected: [Int]) throws {
        #expect(try rows(text) == expected)
    }

    @Test func `the filter's geometries may be in another CRS`() throws {
        // 37.02 and 37.05 east, 36 and 37 north in metres of Web Mercator (cs2cs).
        #expect(
            try rows("S_INTERSECTS(geom, BBOX(4121000,4300000,4124500,4440000))", crs: .webMercator)
                == [2, 3, 4, 5])
        #expect(throws: Fault.self) {
            try rows("S_TOUCHES(geom, GEOMETRYCOLLECTION(POINT(37 36.5),LINESTRING(37.05 36,37.05 37)))")
        }
    }

    @Test(
        "temporal predicates compare instants, days and intervals",
        arguments: [
            // Row i: 2026-03-02T00:00Z + 6 i hours; 03:00, 09:00, 15:00, 21:00 in Istanbul; row 7 none.
            ("T_AFTER(at, TIMESTAMP('2026-03-04T06:00:00Z'))", [10, 11]),
            ("T_DURING(at, INTERVAL('2026-03-02T00:00:00Z','2026-03-02T18:00:00Z'))", [1, 2]),
            ("T_INTERSECTS(at, DATE('2026-03-03'))", [4, 5, 6]),
            ("T_EQUALS(at, TIMESTAMP('2026-03-02T06:00:00Z'))", [1]),
            ("T_MEETS(INTERVAL('..', '2026-03-02T06:00:00Z'), INTERVAL(at, '..'))", [1]),
            ("T_STARTS(INTERVAL('2026-03-02T06:00:00Z','2026-03-02T07:00:00Z'), INTERVAL(at, '..'))", [1]),
            ("T_BEFORE(day, at) AND level < 3", [0, 1]),
            ("T_CONTAINS(INTERVAL(day, at), DATE('2025-01-01')) AND level > 9", [9, 10, 11]),
            ("T_MEETS(INTERVAL('2024-01-01', day), INTERVAL('2024-10-06', '..'))", [2]),
            ("T_METBY(INTERVAL('2024-10-06', '..'), INTERVAL('2024-01-01', day))", [2]),
        ])
    func time(text: String, expected: [Int]) throws {
        #expect(try rows(text) == expected)
    }

    @Test func `a long list costs no more than a short one and knows nulls`() throws {
        let list = (0..<1000).map { String($0 * 3) }.joined(separator: ",")
        #expect(try rows("level IN (\(list))") == [2, 5, 8, 11])
        #expect(try rows("level NOT IN (\(list))") == [0, 1, 4, 6, 7, 9, 10])
        #expect(try rows("loss IN (1.5, 3)") == [0, 1])
        #expect(try rows("day IN ('2024-10-04', DATE('2024-10-06'))") == [0, 2])
    }

    @Test func `a layer without geometry says so`() throws {
        let layer = makeLayer("register", .none, properties: [("kind", .string)])
        let fault = #expect(throws: Fault.self) {
            try CQL2Text.parse(
                "S_INTERSECTS(geometry, POINT(1 2))", for: layer, clock: ZoneClock(zone: "UTC"))
        }
        #expect(fault?.message.contains("no geometry") == true)
    }

    @Test func `a spent budget is a fault, whatever the condition`() throws {
        let columns = try SelectionTests.fixture().columns
        var selection = Selection(filter: .compare(property: "level", .greater, .integer(3)))
        selection.budget = StatementBudget(deadline: .now - .seconds(1))
        let fault = #expect(throws: Fault.self) {
            try SelectionEvaluator.evaluate(selection, columns: columns)
        }
        #expect(fault?.code == .filterTooExpensive)
        selection.budget = .seconds(60)
        #expect(try SelectionEvaluator.evaluate(selection, columns: columns).used == 6)
    }
}
