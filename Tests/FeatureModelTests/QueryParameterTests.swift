import TabaqaFeatureModel
import Testing

/// Expected milliseconds come from `TZ=Europe/Istanbul date -d … +%s`.
@Suite struct QueryParameterTests {
    private func istanbul() throws -> ZoneClock { try ZoneClock(zone: "Europe/Istanbul") }

    @Test(
        "reads dates and intervals, bare ones whole",
        arguments: [
            ("2024-01-01", 1_704_056_400_000, 1_704_142_799_999),
            ("2024-02", 1_706_734_800_000, 1_709_240_399_999), ("2024", 1_704_056_400_000, 1_735_678_799_999),
            ("2024-01-01/2024-12-31", 1_704_056_400_000, 1_735_678_799_999),
            ("../2024", nil, 1_735_678_799_999), ("/2024-02", nil, 1_709_240_399_999),
            ("2024-02/..", 1_706_734_800_000, nil), ("2024-02/", 1_706_734_800_000, nil), ("../..", nil, nil),
            ("2024-01-01T00:00:00Z", 1_704_067_200_000, 1_704_067_200_000),
            ("2024-01-01t00:00:00.250z", 1_704_067_200_250, 1_704_067_200_250),
            ("2024-01-01T03:00:00+03:00/2024-01-01T01:00:00-0230", 1_704_067_200_000, 1_704_079_800_000),
            ("2024-01-01 00:00", 1_704_056_400_000, 1_704_056_400_000),
            ("٢٠٢٤-٠١-٠١", 1_704_056_400_000, 1_704_142_799_999),
        ] as [(String, Int64?, Int64?)])
    func datetime(text: String, start: Int64?, end: Int64?) throws {
        #expect(try DatetimeParameter.parse(text, clock: istanbul()) == TimeInterval(start: start, end: end))
    }

    @Test(arguments: [
        "", "..", "2024-13", "2024-02-30", "24-01-01", "2024/2025/2026", "2025/2024", "yesterday", "2024-1-1",
        "2024-01-01T", "2024-01-01T24:00", "2024-01-01T10:60", "2024-01-01T10:00+99:00",
        "2024-01-01T10:00:00.Z",
        "0000", "2024-01-01Tab:cd", "2024-01-01X10:00", "-001-01-01",
    ])
    func `what is no date is refused with examples`(text: String) {
        let fault = #expect(throws: Fault.self) { try DatetimeParameter.parse(text, clock: istanbul()) }
        #expect(fault?.code == .optionInvalid && fault?.remedy != nil)
    }

    @Test func `a day of a clock change has the hours it has`() throws {
        // Gaza went to summer time at 02:00 on 2023-04-29: the day had 23 hours.
        let clock = try ZoneClock(zone: "Asia/Gaza")
        let day = try DatetimeParameter.parse("2023-04-29", clock: clock)
        let length = try #require(day.end) - #require(day.start) + 1
        #expect(length == 23 * 3_600_000)
    }

    @Test(
        "reads hours, past midnight too",
        arguments: [
            ("8", [8]), ("22-5", [22, 23, 0, 1, 2, 3, 4, 5]), ("8,9,17-19", [8, 9, 17, 18, 19]),
            ("08 – 10", [8, 9, 10]), ("0-23", Set(0...23)), ("٨،٩", [8, 9]), ("7-7", [7]),
        ] as [(String, Set<Int>)])
    func hours(text: String, hours: Set<Int>) throws {
        #expect(try HourParameter.parse(text) == hours)
    }

    @Test(arguments: ["", "24", "-1", "8-", "8,,9", "a", "1-2-3", "8.5", "999"])
    func `hours that are none are refused`(text: String) {
        #expect(throws: Fault.self) { try HourParameter.parse(text) }
    }

    @Test(
        "reads weekdays in three languages",
        arguments: [
            ("mon-fri", [1, 2, 3, 4, 5]), ("sat,sun", [6, 7]), ("6,7", [6, 7]), ("Sat-Mon", [6, 7, 1]),
            ("Pazartesi", [1]), ("PAZARTESİ-ÇARŞAMBA", [1, 2, 3]), ("Cmt, Paz", [6, 7]), ("salı", [2]),
            ("الجمعة", [5]), ("السبت،الأحد", [6, 7]), ("الإثنين-الثلاثاء", [1, 2]), ("WEDNESDAY", [3]),
            ("٦", [6]),
        ] as [(String, Set<Int>)])
    func weekdays(text: String, days: Set<Int>) throws {
        #expect(try WeekdayParameter.parse(text) == days)
    }

    @Test(arguments: ["", "0", "8", "monfri", "mon-", "m", "mon;tue", "—"])
    func `weekdays that are none are refused`(text: String) {
        let fault = #expect(throws: Fault.self) { try WeekdayParameter.parse(text) }
        #expect(fault?.code == .optionInvalid)
    }
}
