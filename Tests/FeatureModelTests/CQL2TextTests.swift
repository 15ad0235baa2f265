import TabaqaFeatureModel
import Testing

@Suite struct CQL2TextTests {
    static let layer = LayerDefinition(
        id: "fires", department: "fire", title: LocalizedText([.en: "Fires"]), kind: .observation,
        geometry: .point, sensitivity: .public,
        properties: [
            property("name", .string), property("severity", .integer), property("loss", .decimal),
            property("retrofitted", .boolean), property("counted_on", .date),
            property("reported_at", .dateTime),
            property("photo", .photo), property("date", .date),
            PropertyDefinition(
                name: "category", type: .code, label: LocalizedText([.en: "Category"]),
                codes: [
                    .init(
                        code: "building", label: LocalizedText([.ar: "مبنى", .en: "Building", .tr: "Bina"])),
                    .init(
                        code: "grass", label: LocalizedText([.ar: "أعشاب", .en: "Grass", .tr: "Ot ve anız"])),
                    .init(code: "a", label: LocalizedText([.en: "Same"])),
                    .init(code: "b", label: LocalizedText([.en: "Same"])),
                ]),
        ])

    static func property(_ name: String, _ type: PropertyType) -> PropertyDefinition {
        PropertyDefinition(name: name, type: type, label: LocalizedText([.en: name]))
    }

    private func parse(_ text: String) throws -> Filter {
        try CQL2Text.parse(text, for: Self.layer, clock: ZoneClock(zone: "Europe/Istanbul"))
    }

    // Istanbul is UTC+3 all through 2024; 2024-01-01T00:00+03:00 = 1704056400 s.
    static let newYear: Int64 = 1_704_056_400_000
    static let day: Int64 = 86_400_000
    /// 2024-01-01 as days since 1970 (19,723 by `date -d`).
    static let newYearDay: Int32 = 19_723

    static let severe = Filter.compare(property: "severity", .greaterOrEqual, .integer(3))
    static let named = Filter.compare(property: "name", .equal, .text("x"))
    static let newYearSpan = TimeInterval(start: newYear, end: newYear + day - 1)

    private static let plain: [(String, Filter)] = [
        ("severity >= 3", severe),
        ("3 <= severity", severe),
        ("\"severity\">=+3", severe),
        ("severity <> -1", .compare(property: "severity", .notEqual, .integer(-1))),
        ("severity > 2.5", .compare(property: "severity", .greater, .decimal(2.5))),
        ("loss < 1e3", .compare(property: "loss", .less, .decimal(1000))),
        ("loss = .5", .compare(property: "loss", .equal, .decimal(0.5))),
        ("name = 'x'", named),
        ("name = 'Çay''ın \\'q\\''", .compare(property: "name", .equal, .text("Çay'ın 'q'"))),
        ("retrofitted = TRUE", .compare(property: "retrofitted", .equal, .boolean(true))),
        ("false = retrofitted", .compare(property: "retrofitted", .equal, .boolean(false))),
        ("category = 'building'", .compare(property: "category", .equal, .text("building"))),
        ("category = 'BİNA'", .compare(property: "category", .equal, .text("building"))),
        ("category = 'مبني'", .compare(property: "category", .equal, .text("building"))),
    ]

    private static let sets: [(String, Filter)] = [
        (
            "category IN ('Ot ve anız', 'bina')",
            .isIn(property: "category", [.text("grass"), .text("building")])
        ),
        ("severity NOT IN (1,2)", .not(.isIn(property: "severity", [.integer(1), .integer(2)]))),
        ("severity between 1 AND 3", .between(property: "severity", lower: .integer(1), upper: .integer(3))),
        (
            "severity NOT BETWEEN 1 AND 3",
            .not(.between(property: "severity", lower: .integer(1), upper: .integer(3)))
        ),
        ("name LIKE 'Şah%'", .like(property: "name", pattern: "Şah%", foldsCase: false)),
        ("CASEI(name) LIKE CASEI('şah%')", .like(property: "name", pattern: "şah%", foldsCase: true)),
        (
            "casei(name) = casei('50% OF')",
            .compare(.folded(.property("name"), .letterCase), .equal, .literal(.text("50% of")))
        ),
        ("name NOT LIKE '_b'", .not(.like(property: "name", pattern: "_b", foldsCase: false))),
        ("photo IS NULL", .isNull(property: "photo")),
        ("photo is not null", .not(.isNull(property: "photo"))),
        ("TRUE", .literal(true)),
        ("NOT FALSE", .not(.literal(false))),
        ("date = DATE('2024-01-01')", .compare(property: "date", .equal, .date(newYearDay))),
        ("counted_on >= '2024-01-01'", .compare(property: "counted_on", .greaterOrEqual, .date(newYearDay))),
    ]

    private static let temporal: [(String, Filter)] = [
        (
            "counted_on = '2024-01'",
            .between(property: "counted_on", lower: .date(newYearDay), upper: .date(newYearDay + 30))
        ),
        (
            "reported_at = TIMESTAMP('2023-12-31T21:00:00Z')",
            .compare(property: "reported_at", .equal, .instant(newYear))
        ),
        (
            "reported_at < '2024-01-01T00:00:00+03:00'",
            .compare(property: "reported_at", .less, .instant(newYear))
        ),
        (
            "reported_at = DATE('2024-01-01')",
            .between(property: "reported_at", lower: .instant(newYear), upper: .instant(newYear + day - 1))
        ),
        (
            "reported_at <= DATE('2024-01-01')",
            .compare(property: "reported_at", .lessOrEqual, .instant(newYear + day - 1))
        ),
        (
            "reported_at > '2024-01-01'",
            .compare(property: "reported_at", .greater, .instant(newYear + day - 1))
        ),
        ("T_AFTER(reported_at, DATE('2024-01-01'))", .temporal(property: "reported_at", .after, newYearSpan)),
        (
            "T_AFTER(DATE('2024-01-01'), reported_at)",
            .temporal(.period(newYearSpan), .after, .property("reported_at"))
        ),
        (
            "T_DURING(reported_at, INTERVAL('2024-01-01', '2024-01-01'))",
            .temporal(property: "reported_at", .during, newYearSpan)
        ),
        (
            "t_intersects(counted_on, INTERVAL('..', DATE('2024-01-01')))",
            .temporal(
                .property("counted_on"), .intersects,
                TemporalOperand(start: .open, end: .literal(newYearSpan)))
        ),
    ]

    @Test("reads every kind of condition", arguments: plain + sets + temporal)
    func condition(text: String, filter: Filter) throws {
        #expect(try parse(text) == filter)
    }

    @Test func `AND binds closer than OR, NOT closest, brackets win`() throws {
        let a = Filter.isNull(property: "name")
        let b = Filter.isNull(property: "loss")
        let c = Filter.isNull(property: "photo")
        #expect(
            try parse("name IS NULL OR loss IS NULL AND NOT photo IS NULL") == .or([a, .and([b, .not(c)])]))
        #expect(try parse("(name IS NULL OR loss IS NULL) and photo IS NULL") == .and([.or([a, b]), c]))
        #expect(try parse("NOT (name IS NULL)") == .not(a))
    }

    @Test(
        "tells the character at fault and what would do",
        arguments: [
            ("", "character 1", ""), ("severity", "character 1", "LIKE"), ("severity >", "character 11", ""),
            ("severity = 'x'", "character 12", "number"), ("name = 3", "character 8", "single quotes"),
            ("severity = 3 severity = 4", "character 14", ""), ("(severity = 3", "character 14", ""),
            ("severity = 3)", "character 13", ""),
            ("name = 'x", "character 8", "twice"), ("severity ! 3", "character 10", ""),
            ("severity = 1.2.3", "character 12", ""), ("severity ; 3", "character 10", ""),
            ("category = 'fire'", "character 12", "Codes: building, grass"),
            ("category = 'bilding'", "character 12", "building"),
            ("category = 'same'", "character 12", "a, b"),
            ("severity LIKE '3%'", "character 1", ""), ("name LIKE 3", "character 11", ""),
            ("counted_on = '2024-02-30'", "character 14", "2026-01-31"),
            ("loss = NULL", "character 8", "IS NULL"),
            ("name = loss", "character 8", "own type"), ("'a' = 1", "character 7", "own type"),
            ("1 + 'a' = 1", "character 5", ""),
            ("T_NEAR(reported_at, DATE('2024'))", "character 1", "T_AFTER"),
            ("T_AFTER(name, DATE('2024'))", "character 9", ""),
            ("S_INTERSECTS(geometry, name)", "character 24", "called geometry"),
            ("T_DURING(reported_at, INTERVAL('2025', '2024'))", "character 32", ""),
            ("reported_at = INTERVAL('2024','..')", "character 15", ""),
            ("foo(name) = 3", "character 1", "CASEI"),
            ("retrofitted = 1", "character 15", "TRUE"), ("severity NOT 3", "character 14", "IN"),
            ("AND", "character 1", ""), ("severity = 1e999", "character 12", ""),
        ])
    func malformed(text: String, place: String, word: String) {
        let fault = #expect(throws: Fault.self) { try parse(text) }
        #expect(fault?.code == .filterMalformed)
        #expect(fault?.description.contains(place) == true, "\(fault as Any)")
        #expect(fault?.description.contains(word) == true, "\(fault as Any)")
    }

    @Test func `an unknown property is told with its nearest`() {
        let fault = #expect(throws: Fault.self) { try parse("TRUE AND severty > 3") }
        #expect(fault?.code == .propertyUnknown)
        #expect(
            fault?.message.contains("character 10") == true && fault?.remedy == "Did you mean “severity”?")
        let far = #expect(throws: Fault.self) { try parse("\"zzz\" > 3") }
        #expect(far?.remedy?.contains("name, severity, loss") == true)
        let text = #expect(throws: Fault.self) { try parse("name = \"x\"") }
        #expect(text?.remedy?.contains("single quotes") == true)
    }

    @Test func `length, depth and number of conditions are bounded`() throws {
        let deep = String(repeating: "(", count: 33) + "TRUE" + String(repeating: ")", count: 33)
        #expect(throws: Fault.self) { try parse(deep) }
        #expect(throws: Fault.self) { try parse(String(repeating: "NOT ", count: 33) + "TRUE") }
        #expect(throws: Fault.self) { try parse(String(repeating: "(", count: 8000)) }
        #expect(try parse(String(deep.dropFirst().dropLast())) == .literal(true))
        let many = (0..<257).map { _ in "TRUE" }.joined(separator: " OR ")
        #expect(throws: Fault.self) { try parse(many) }
        #expect(try parse(String(many.dropLast(8))) == .or(Array(repeating: .literal(true), count: 256)))
        #expect(throws: Fault.self) { try parse("name = '" + String(repeating: "x", count: 8200) + "'") }
    }

    @Test func `random text never crashes`() {
        var generator = SplitMix(seed: 23)
        let pieces = [
            "severity", "name", "category", "reported_at", "=", "<", ">", "<>", "(", ")", ",", "'", "'x'",
            "\"", "3",
            "-", ".", "e", "AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "IS", "NULL", "TRUE", "CASEI(",
            "DATE(",
            "INTERVAL(", "'2024-01-01'", "'..'", "T_AFTER(", "\\", "ش", "\0", "!", " ", " ", " ", "+", "*",
            "^", "div", "S_WITHIN(", "geometry", "POINT(", "1 2", "BBOX(", "A_EQUALS(", "ACCENTI(", "/", "%",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int(generator.next() % 16)).map { _ in
                pieces[Int(generator.next() % UInt64(pieces.count))]
            }
            .joined()
            do { _ = try parse(text) } catch { #expect(error is Fault) }
        }
    }
}
