import TabaqaFeatureModel
import Testing

@testable import TabaqaExchange

struct NumberAndDateTests {
    @Test(arguments: [
        ("0", 0), ("-1.5", -1.5), ("1.234,56", 1234.56), ("1,234.56", 1234.56), ("1 234,5", 1234.5),
        ("1'234'567", 1_234_567), ("$62,100", 62100), ("€ 5,50", 5.5), ("5,5 ₺", 5.5), ("١٢٫٥", 12.5),
        ("1.61783E+12", 1.61783e12), ("37.37313767187501", 37.37313767187501), ("−3", -3), ("+4", 4),
        ("12,345,678", 12_345_678), ("12.345.678", 12_345_678), ("0,125", 0.125),
    ])
    func numbersAreReadAsPeopleWriteThem(_ text: String, _ value: Double) {
        #expect(NumberText.decimal(text) == value)
    }

    @Test(arguments: [
        "", "abc", "1,234", "8.51%", "1.2.3", "1,23,456", "--1", "1-2", "12a", "e5", "1e", ".", "-",
        "1.234,5,6", "0x10", "nan",
        "inf", "12 34 5678",
    ])
    func whatIsNoNumberOrCouldBeTwoIsNone(_ text: String) {
        #expect(NumberText.decimal(text) == nil)
    }

    @Test func aConventionSettlesWhatCouldBeTwo() {
        #expect(NumberText.decimal("1,234", .comma) == 1.234)
        #expect(NumberText.decimal("1,234", .point) == 1234)
        #expect(NumberText.decimal("1.234", .comma) == 1234)
        #expect(NumberText.decimal("1.5", .comma) == nil)
    }

    @Test func decimalsAreRoundedRightly() throws {
        var state: UInt64 = 42
        for _ in 0..<200_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let mantissa = state >> UInt64(state & 31)
            let exponent = -Int(state >> 32 % 20)
            let text = "\(mantissa)e\(exponent)"
            let expected = try #require(Double(text))
            if let value = DecimalNumber.double(mantissa: mantissa, exponent: exponent, negative: false),
                value != expected
            {
                Issue.record("\(text): \(value) instead of \(expected)")
            }
        }
    }

    static func parse(_ text: String, _ orders: [DateOrder]) -> DateText.Parsed? {
        var text = text
        return text.withUTF8 { DateText.parse($0, orders) }
    }

    struct DateCase: Sendable {
        var text: String
        var orders: [DateOrder]
        var days: Int
        var time: Int64?
        var offset: Int64?
    }

    static let dates: [DateCase] = [
        DateCase(text: "2019-05-04", orders: [.iso], days: 18020),
        DateCase(text: "2019-05-04 14:50:00.000", orders: [.iso], days: 18020, time: 53_400_000),
        DateCase(text: "2016-04-21T05:01:04", orders: [.iso], days: 16912, time: 18_064_000),
        DateCase(text: "2026-01-31T08:15:00Z", orders: [.iso], days: 20484, time: 29_700_000, offset: 0),
        DateCase(
            text: "2026-01-31T08:15:00.25+03:00", orders: [.iso], days: 20484, time: 29_700_250,
            offset: 10_800_000),
        DateCase(
            text: "2026-01-31T08:15-0530", orders: [.iso], days: 20484, time: 29_700_000, offset: -19_800_000),
        DateCase(text: "6.02.2024", orders: [.iso, .dotted], days: 19759),
        DateCase(text: "6.02.2024 9:05", orders: [.dotted], days: 19759, time: 32_700_000),
        DateCase(text: "04/12/2018 11:11:26 AM", orders: [.monthFirst], days: 17633, time: 40_286_000),
        DateCase(text: "04/12/2018 12:00:00 AM", orders: [.monthFirst], days: 17633, time: 0),
        DateCase(text: "04/12/2018 12:30 PM", orders: [.monthFirst], days: 17633, time: 45_000_000),
        DateCase(text: "04/12/2018", orders: [.dayFirst], days: 17869),
        DateCase(text: "31/12/2018", orders: [.monthFirst, .dayFirst], days: 17896),
        DateCase(text: "٠٦/٠٢/٢٠٢٤", orders: [.dayFirst], days: 19759),
        DateCase(text: " 20190504 ", orders: [.iso], days: 18020),
        DateCase(text: "2024-02-29", orders: [.iso], days: 19782),
        DateCase(text: "2019/05/04", orders: [.iso], days: 18020),
        DateCase(text: "2019-05-04 24:00", orders: [.iso], days: 18020, time: 86_400_000),
    ]

    @Test(arguments: dates)
    func datesAreReadInTheOrdersGiven(_ example: DateCase) {
        #expect(
            Self.parse(example.text, example.orders)
                == DateText.Parsed(days: example.days, time: example.time, offset: example.offset))
    }

    @Test(arguments: [
        "04/12/2018", "2023-02-29", "2019-13-01", "31.4.2020", "2019-05-04T", "2019-05-04 25:00", "1.1.20",
        "2019-05-04 10:61", "2019-05-04x", "2019-05.04", "", "T10:00", "99999-01-01", "2019-05-04 13:00 PM",
        "2019-05-04T10:00:00+99:00", "1/2/3/4", "2019-05-04 24:01",
    ])
    func whatIsNoUnmistakableDateIsNone(_ text: String) {
        #expect(Self.parse(text, DateOrder.unmistakable) == nil)
    }

    @Test func ordersComeFromTheOption() throws {
        #expect(try DateOrder.list(option: "d.m.y, iso") == [.dotted, .iso])
        #expect(throws: Fault.self) { try DateOrder.list(option: "y.d.m") }
    }
}
