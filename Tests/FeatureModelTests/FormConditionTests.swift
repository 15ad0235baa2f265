import TabaqaFeatureModel
import Testing

@Suite("Conditions in forms")
struct FormConditionTests {
    private let layer = LayerDefinition(
        id: "things", department: "plan", title: LocalizedText([.en: "Things"]), kind: .observation,
        geometry: .point, sensitivity: .public,
        properties: [
            PropertyDefinition(name: "kind", type: .string, label: LocalizedText([:])),
            PropertyDefinition(name: "count", type: .integer, label: LocalizedText([:])),
            PropertyDefinition(name: "day", type: .date, label: LocalizedText([:])),
            PropertyDefinition(name: "at", type: .dateTime, label: LocalizedText([:])),
            PropertyDefinition(name: "done", type: .boolean, label: LocalizedText([:])),
        ])

    private func truth(_ text: String, _ answers: [String: PropertyValue]) throws -> Bool? {
        let clock = try ZoneClock(zone: "Europe/Istanbul")
        return try FormCondition(text, for: layer, clock: clock).truth { answers[$0] ?? .null }
    }

    @Test(
        "an answer that is missing makes a condition neither true nor false, as in SQL",
        arguments: [
            ("kind = 'a'", nil), ("NOT kind = 'a'", nil), ("kind IS NULL", true), ("kind IS NOT NULL", false),
            ("kind = 'a' OR count = 3", true), ("kind = 'a' AND count = 4", false),
            ("kind = 'a' AND count = 3", nil), ("kind IN ('a', 'b')", nil), ("count IN (1, 3)", true),
            ("count BETWEEN 1 AND 3", true), ("count NOT BETWEEN 1 AND 2", true), ("count * 2 + 1 = 7", true),
            ("count / 0 = 1", nil), ("count <> 3", false), ("kind LIKE 'x%'", nil), ("done = TRUE", true),
            ("day < DATE('2026-02-01')", true), ("at >= TIMESTAMP('2026-01-31T21:00:00Z')", true),
            ("at < TIMESTAMP('2026-01-31T21:00:00Z')", false),
        ] as [(String, Bool?)])
    func unknown(_ text: String, _ expected: Bool?) throws {
        let answers: [String: PropertyValue] = [
            "count": .integer(3), "done": .boolean(true), "day": .date(20_484),
            "at": .instant(1_769_893_200_000),
        ]
        #expect(try truth(text, answers) == expected)
    }

    @Test func `a pattern matches the whole text`() throws {
        #expect(try truth("kind LIKE 'F-%'", ["kind": .text("F-12")]) == true)
        #expect(try truth("kind LIKE '_-12'", ["kind": .text("F-12")]) == true)
        #expect(try truth("kind LIKE '-12'", ["kind": .text("F-12")]) == false)
    }

    @Test(
        "what a phone cannot work out is refused",
        arguments: [
            "S_INTERSECTS(geometry, POINT(1 2))", "geometry IS NULL", "year(day) = 2026", "CASEI(kind) = 'a'",
            "kind > 'a'", "T_AFTER(day, DATE('2026-01-01'))", "kind", "nothing = 1", "count = 'three'",
        ])
    func refused(_ text: String) {
        #expect(throws: Fault.self) { try truth(text, [:]) }
    }
}
