import TabaqaFeatureModel
import Testing

/// What an attacker may send: every answer is a fault, and soon.
@Suite struct CQL2HostileTests {
    private static let deepJSON =
        String(repeating: #"{"op":"not","args":["#, count: 300) + "true" + String(repeating: "]}", count: 300)

    private static let texts: [(String, FilterLanguage)] = [
        ((0..<1600).map { _ in "(TRUE AND" }.joined(separator: " "), .text),
        ((0..<1600).map { _ in "TRUE" }.joined(separator: " AND "), .text),
        (String(repeating: "NOT ", count: 2000) + "TRUE", .text),
        (String(repeating: "(", count: 8192), .text),
        (String(repeating: "-", count: 8000) + "1 = 1", .text),
        ("1" + String(repeating: "+1", count: 4000) + " = 1", .text),
        ("2^2^2^2 = 1", .text),
        ("severity IN (" + (0..<10_000).map(String.init).joined(separator: ",") + ")", .text),
        ("severity IN (" + Array(repeating: "loss", count: 1500).joined(separator: ",") + ")", .text),
        ("name = '" + String(repeating: "''", count: 4000), .text),
        ("name = 'x", .text), ("\"name = 'x'", .text),
        ("severity = " + String(repeating: "9", count: 8000), .text),
        ("loss = 1e400", .text), ("loss = 1" + String(repeating: "e", count: 100), .text),
        ("severity = 9223372036854775808e99999", .text),
        ("S_WITHIN(geometry, " + String(repeating: "GEOMETRYCOLLECTION(", count: 400), .text),
        ("S_WITHIN(geometry, POINT(1e300 0))", .text), ("S_WITHIN(geometry, POLYGON((0 0,1 1,1 0)))", .text),
        ("S_WITHIN(geometry, LINESTRING(0 0))", .text), ("S_WITHIN(geometry, BBOX(1,2,3))", .text),
        ("S_WITHIN(geometry, BBOX(500,2,3,4))", .text), ("S_WITHIN(geometry, BBOX(1,5,3,4))", .text),
        ("T_DURING(reported_at, INTERVAL(reported_at))", .text), ("CASEI() = 'x'", .text),
        ("A_EQUALS((1,2),name)", .text), ("geometry = 'x'", .text), ("S_INTERSECTS(name, POINT(1 2))", .text),
        ("\0\u{1}\u{FFFF}", .text), ("name = '\u{202E}", .text), ("ſ = 1", .text),
        (deepJSON, .json), (String(repeating: "[", count: 8000), .json),
        (String(repeating: #"{"op":"#, count: 1300), .json), ("", .json), ("null", .json), ("[]", .json),
        (#"{"op":"and","args":[]}"#, .json), (#"{"op":"="}"#, .json), (#"{"op":"=","args":[1]}"#, .json),
        (#"{"op":"=","args":[{"property":"name"},null]}"#, .json),
        (#"{"op":"=","args":[{"property":"name"},"\ud800"#, .json),
        (#"{"op":"=","args":[{"property":"severity"},1e999]}"#, .json),
        (#"{"op":"=","args":[{"property":"severity"},--1]}"#, .json),
        (#"{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[1]}]}"#, .json),
        (#"{"op":"s_within","args":[{"property":"geometry"},{"type":"Curve","coordinates":[1,2]}]}"#, .json),
        (#"{"op":"in","args":[{"property":"severity"},3]}"#, .json), (#"{"op":"=","op":"<"}"#, .json),
        ("{\"op\":\"\u{1}\"}", .json), (#"{"op":"foo","args":[]}"#, .json),
        (#"{"op":"t_during","args":[{"interval":["2020"]},{"interval":["..",".."]}]}"#, .json),
    ]

    @Test(arguments: texts.indices)
    func `a hostile filter is a fault within 50 milliseconds`(index: Int) throws {
        let (text, language) = Self.texts[index]
        let clock = try ZoneClock(zone: "Europe/Istanbul")
        let started = ContinuousClock.now
        #expect(throws: Fault.self, "\(text.prefix(60))") {
            try language.parse(text, for: CQL2TextTests.layer, clock: clock)
        }
        #expect(ContinuousClock.now - started < .milliseconds(50), "\(text.prefix(60))")
    }

    @Test func `bytes that are no UTF-8 are read as replacement characters and never crash`() throws {
        let clock = try ZoneClock(zone: "UTC")
        var generator = SplitMix(seed: 5)
        for language in FilterLanguage.allCases {
            for _ in 0..<2000 {
                let bytes = (0..<Int(generator.next() % 60)).map { _ in UInt8(generator.next() & 255) }
                _ = try? language.parse(
                    String(decoding: bytes, as: UTF8.self), for: CQL2TextTests.layer, clock: clock)
            }
        }
    }

    @Test func `JSON cut anywhere or with any byte changed is read or refused, never a crash`() throws {
        let clock = try ZoneClock(zone: "UTC")
        let whole = """
            {"op":"and","args":[{"op":">=","args":[{"property":"severity"},3]},{"op":"s_intersects","args":[\
            {"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}]},{"op":\
            "like","args":[{"op":"casei","args":[{"property":"name"}]},"a%\\u0041"]}]}
            """
        _ = try CQL2JSON.parse(whole, for: CQL2TextTests.layer, clock: clock)
        let bytes = Array(whole.utf8)
        var generator = SplitMix(seed: 9)
        for place in bytes.indices {
            let cut = String(decoding: bytes[..<place], as: UTF8.self)
            #expect(throws: Fault.self) { try CQL2JSON.parse(cut, for: CQL2TextTests.layer, clock: clock) }
            var changed = bytes
            changed[place] = UInt8(generator.next() & 127)
            _ = try? CQL2JSON.parse(
                String(decoding: changed, as: UTF8.self), for: CQL2TextTests.layer, clock: clock)
        }
    }
}
