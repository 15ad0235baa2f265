import TabaqaFeatureModel
import Testing

/// Expected values come from Python's `datetime` and `zoneinfo`.
@Suite struct CivilTimeTests {
    @Test(
        "days are counted as Python counts them",
        arguments: [
            (1970, 1, 1, 0, 4), (2000, 2, 29, 11_016, 2), (1900, 3, 1, -25_508, 4), (2100, 2, 28, 47_540, 7),
            (1, 1, 1, -719_162, 1), (9999, 12, 31, 2_932_896, 5), (2024, 2, 29, 19_782, 4),
            (1969, 12, 31, -1, 3),
        ])
    func days(year: Int, month: Int, day: Int, count: Int, weekday: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSince1970 == count)
        #expect(date.isoWeekday == weekday)
        #expect(CivilDate(daysSince1970: count) == date)
    }

    @Test func `every day of a hundred years comes back from its number`() {
        var previous: CivilDate?
        for number in -18_000...20_000 {
            let date = CivilDate(daysSince1970: number)
            #expect(date.daysSince1970 == number)
            if let previous { #expect(previous < date) }
            previous = date
        }
    }

    @Test(arguments: [
        (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0), (0, 1, 1),
        (10_000, 1, 1),
    ])
    func `a day the calendar lacks is none`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    /// 1975-07-01, 1999-01-15, 2007-10-28, 2015-10-30, 2016-11-15, 2023-07-01, 2024-01-01, each at 12:00 UTC.
    private static let noons: [Int64] = [
        173_448_000, 916_401_600, 1_193_572_800, 1_446_206_400, 1_479_211_200, 1_688_212_800, 1_704_110_400,
    ]

    @Test(
        "a zone's clock follows its history",
        arguments: [
            ("Europe/Istanbul", [180, 120, 120, 180, 180, 180, 180]),
            ("Asia/Gaza", [180, 120, 120, 120, 120, 180, 120]),
            ("America/New_York", [-240, -300, -240, -240, -300, -240, -300]),
            ("Asia/Kolkata", [330, 330, 330, 330, 330, 330, 330]), ("UTC", [0, 0, 0, 0, 0, 0, 0]),
        ])
    func offsets(zone: String, minutes: [Int64]) throws {
        let clock = try ZoneClock(zone: zone)
        let offsets = Self.noons.map { clock.offset(at: $0 * 1000) / 60_000 }
        #expect(offsets == minutes)
    }

    @Test func `local days, hours and weekdays are those on the wall`() throws {
        let istanbul = try ZoneClock(zone: "Europe/Istanbul")
        // 2023-12-31T21:30Z is half past midnight on Monday, the first of January.
        let local = istanbul.local(1_704_058_200_000)
        #expect(local.days == 19_723 && local.hour == 0 && local.weekday == 1)
        // Before 1970: 1969-12-31T21:59Z is 23:59 on Wednesday at two hours' offset.
        let old = istanbul.local(-7_260_000)
        #expect(old.days == -1 && old.hour == 23 && old.weekday == 3)
    }

    @Test func `a skipped or repeated local time is read with the offset before the change`() throws {
        let clock = try ZoneClock(zone: "Asia/Gaza")
        // 2023-04-29 02:30 was skipped (UTC+2 to +3), 2023-10-28 01:30 came twice (UTC+3 to +2).
        let skipped = clock.instant(local: 1_682_735_400_000)
        #expect(skipped == 1_682_735_400_000 - 2 * 3_600_000)
        let repeated = clock.instant(local: 1_698_456_600_000)
        #expect(repeated == 1_698_456_600_000 - 3 * 3_600_000)
    }

    @Test func `every local hour of a year comes back`() throws {
        for zone in ["Europe/Istanbul", "Asia/Gaza", "America/New_York"] {
            let clock = try ZoneClock(zone: zone)
            for hour in 0..<8760 {
                let instant = 1_672_531_200_000 + Int64(hour) * 3_600_000
                let local = instant + clock.offset(at: instant)
                let back = clock.instant(local: local)
                #expect(back == instant || back + clock.offset(at: back) == local)
            }
        }
    }

    @Test func `an unknown zone is a fault`() {
        let fault = #expect(throws: Fault.self) { try ZoneClock(zone: "Mars/Base") }
        #expect(fault?.code == .optionInvalid)
    }

    @Test func `instants print as ISO 8601`() throws {
        #expect(InstantText.utc(0) == "1970-01-01T00:00:00Z")
        #expect(InstantText.utc(-1) == "1969-12-31T23:59:59.999Z")
        #expect(InstantText.utc(1_704_067_200_050) == "2024-01-01T00:00:00.050Z")
        #expect(InstantText.utc(1_704_067_200_007) == "2024-01-01T00:00:00.007Z")
        let newYork = try ZoneClock(zone: "America/New_York")
        #expect(InstantText.local(1_704_067_200_000, newYork) == "2023-12-31T19:00:00-05:00")
        let kolkata = try ZoneClock(zone: "Asia/Kolkata")
        #expect(InstantText.local(1_704_067_200_000, kolkata) == "2024-01-01T05:30:00+05:30")
    }

    @Test(
        "durations keep their calendar parts",
        arguments: [
            ("P1D", 0, 0, 1, 0), ("PT10M", 0, 0, 0, 600), ("P1M", 0, 1, 0, 0), ("P10Y", 10, 0, 0, 0),
            ("P2W", 0, 0, 14, 0), ("P1Y2M3DT4H5M6S", 1, 2, 3, 14_706), ("PT0S", 0, 0, 0, 0),
        ])
    func duration(text: String, years: Int, months: Int, days: Int, seconds: Int) throws {
        let duration = try #require(ISODuration(text))
        #expect(duration.years == years && duration.months == months)
        #expect(duration.days == days && duration.seconds == seconds)
        #expect(duration.description == text)
    }

    @Test(arguments: [
        "", "P", "PT", "1D", "P1", "P1H", "PT1D", "P-1D", "P1.5D", "PD", "PTT1H", "P99999999999999999999D",
        "p1d",
        "P1D ", "P٣D", "P1DT",
    ])
    func `what is no duration is none`(text: String) {
        #expect(ISODuration(text) == nil)
    }

    @Test func `a duration has a nominal length`() throws {
        #expect(try #require(ISODuration("P1DT1S")).nominalMilliseconds == 86_401_000)
        #expect(try #require(ISODuration("P1Y")).nominalMilliseconds == 31_556_952_000)
        #expect(try #require(ISODuration("P1M")).nominalMilliseconds == 2_629_746_000)
    }

    @Test func `closed intervals hold both ends, open ones everything on that side`() {
        let interval = TimeInterval(start: 10, end: 20)
        #expect([9, 10, 20, 21].map(interval.contains) == [false, true, true, false])
        #expect(
            TimeInterval(start: nil, end: 5).contains(.min) && TimeInterval(start: 5, end: nil).contains(.max)
        )
    }
}
