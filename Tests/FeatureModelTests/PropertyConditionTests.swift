import TabaqaFeatureModel
import Testing

@Suite struct PropertyConditionTests {
    private func filter(_ name: String, _ value: String) throws -> Filter {
        try PropertyCondition(name: name, value: value)
            .filter(for: CQL2TextTests.layer, clock: ZoneClock(zone: "Europe/Istanbul"))
    }

    @Test(
        arguments: [
            ("name", "3", .compare(property: "name", .equal, .text("3"))),
            ("name", "O'Neill", .compare(property: "name", .equal, .text("O'Neill"))),
            ("severity", "3", .compare(property: "severity", .equal, .integer(3))),
            ("severity", "-2.5", .compare(property: "severity", .equal, .decimal(-2.5))),
            ("loss", "1e3", .compare(property: "loss", .equal, .decimal(1000))),
            ("retrofitted", "true", .compare(property: "retrofitted", .equal, .boolean(true))),
            ("category", "Bina", .compare(property: "category", .equal, .text("building"))),
            (
                "counted_on", "2024-01-01",
                .compare(property: "counted_on", .equal, .date(CQL2TextTests.newYearDay))
            ),
            (
                "reported_at", "2024-01-01",
                .between(
                    property: "reported_at", lower: .instant(CQL2TextTests.newYear),
                    upper: .instant(CQL2TextTests.newYear + CQL2TextTests.day - 1))
            ),
        ] as [(String, String, Filter)])
    func `a parameter is read as its property's type`(name: String, value: String, expected: Filter) throws {
        #expect(try filter(name, value) == expected)
    }

    @Test(arguments: [
        ("severity", "high", "filter.malformed"), ("retrofitted", "1", "filter.malformed"),
        ("category", "fire", "filter.malformed"), ("reported_at", "soon", "filter.malformed"),
        ("severity", "nan", "filter.malformed"), ("severty", "3", "property.unknown"),
    ])
    func `a value of another type is told with the parameter's name`(
        name: String, value: String, code: String
    ) {
        let fault = #expect(throws: Fault.self) { try filter(name, value) }
        #expect(fault?.code.name == code && fault?.place?.field == name)
        #expect(fault?.message.contains("“\(name)”") == true)
    }

    @Test func `a condition names every property it reads`() throws {
        let filter = try CQL2Text.parse(
            """
            T_BEFORE(INTERVAL(counted_on, reported_at), DATE('2024-01-01')) AND 1 < -loss * 2
            OR CASEI(ACCENTI(name)) LIKE 'x' AND A_OVERLAPS((severity, 1), (2, category))
            OR (photo IS NULL) = retrofitted OR year(date) IN (1, 2) AND S_WITHIN(geometry, BBOX(1,2,3,4))
            """, for: CQL2TextTests.layer, clock: ZoneClock(zone: "UTC"))
        #expect(filter.properties == Set(CQL2TextTests.layer.properties.map(\.name)))
        #expect(filter.readsGeometry)
        #expect(!Filter.isNull(property: "name").readsGeometry)
    }
}
