import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

@Suite("Filled forms")
struct XFormInstanceTests {
    private func instance(_ inside: String, root: String = "data id=\"every-thing\" version=\"7\"") throws
        -> XFormInstance
    {
        let name = root.prefix { $0 != " " }
        let meta = inside.contains("meta>") ? "" : "<meta><instanceID>uuid:A1-B2</instanceID></meta>"
        return try XFormInstance(Array("<?xml version='1.0' ?><\(root)>\(inside)\(meta)</\(name)>".utf8))
    }

    private func decoded(_ inside: String, _ geometry: GeometryType = .point) throws -> DecodedObservation {
        try instance(inside).decoded(for: FormFixtures.everything(geometry), zone: FormFixtures.clock)
    }

    private func value(_ name: String, _ inside: String) throws -> PropertyValue {
        let index = try #require(FormFixtures.everything().properties.firstIndex { $0.name == name })
        return try decoded(inside).values[index]
    }

    @Test func `names are matched by their local part, wherever the meta's namespace comes from`() throws {
        let orx = try instance(
            """
            <orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:deprecatedID>uuid:OLD</orx:deprecatedID>
            <orx:instanceID> uuid:4E8B-AB </orx:instanceID><orx:deviceID>collect:x</orx:deviceID></orx:meta>
            """)
        #expect(orx.formID == "every-thing" && orx.version == "7")
        #expect(orx.instanceID == "4e8b-ab" && orx.deprecatedID == "OLD" && orx.clientDevice == "collect:x")
    }

    @Test func `forms of Kobo have their id as the root's name`() throws {
        let kobo = try instance(
            "<formhub><uuid>u</uuid></formhub><grp><kind>a</kind></grp><__version__>v9</__version__>",
            root: "aXyZ")
        #expect(kobo.formID == "aXyZ" && kobo.version == "v9")
        let observation = kobo.decoded(for: FormFixtures.everything(), zone: FormFixtures.clock)
        #expect(observation.values[2] == .text("a") && observation.present == ["kind"])
    }

    @Test(
        "places come as latitude and longitude and leave as longitude and latitude",
        arguments: [
            (
                "37.0662 37.3833 850.0 4.5", GeometryType.point,
                Geometry.point(Position(x: 37.3833, y: 37.0662))
            ),
            ("37.0662 37.3833", .point, .point(Position(x: 37.3833, y: 37.0662))),
            (
                "37 38 0 0; 37.5 38.5 0 0;", .lineString,
                .lineString([Position(x: 38, y: 37), Position(x: 38.5, y: 37.5)])
            ),
            (
                "1 2 0 0;3 4;5 7 1;", .polygon,
                .polygon([
                    [
                        Position(x: 2, y: 1), Position(x: 4, y: 3), Position(x: 7, y: 5),
                        Position(x: 2, y: 1),
                    ]
                ])
            ),
        ] as [(String, GeometryType, Geometry)])
    func places(_ text: String, _ type: GeometryType, _ expected: Geometry) throws {
        let observation = try decoded("<geometry>\(text)</geometry>", type)
        #expect(observation.geometry == expected)
        #expect(!observation.flags.contains(.unusableGeometry))
    }

    @Test(
        "a place that is none is flagged, never refused and never guessed",
        arguments: [
            ("91 38 0 0", GeometryType.point), ("37 181 0 0", .point), ("37", .point), ("a b 0 0", .point),
            ("37 38 0 0 0", .point), ("37 38 0 0; 37 39 0 0", .point), ("NaN 38 0 0", .point),
            ("1e999 38 0 0", .point), ("37 38 0 0", .lineString), ("37 38 0 0; 37 38 0 0", .lineString),
            ("37 38 0 0; 37 39 0 0; 37 38 0 0", .polygon), (";;;", .polygon),
        ] as [(String, GeometryType)])
    func noPlaces(_ text: String, _ type: GeometryType) throws {
        let observation = try decoded("<geometry>\(text)</geometry>", type)
        #expect(observation.geometry == nil && observation.accuracy == nil)
        #expect(observation.flags == .unusableGeometry)
    }

    @Test func `accuracy 0 tells a place set by hand`() throws {
        let byHand = try decoded("<geometry>37 38 0 0</geometry>")
        #expect(byHand.flags == .placedByHand && byHand.accuracy == 0)
        let measured = try decoded("<geometry>37 38 0 12.5</geometry>")
        #expect(measured.flags.isEmpty && measured.accuracy == 12.5)
        #expect(try decoded("<geometry>37 38</geometry>").flags.isEmpty)
        #expect(try decoded("<geometry> </geometry>").flags.isEmpty)
    }

    @Test(
        "values that break their property's type, range or codes are null with a reason",
        arguments: [
            ("count", "three", Violation.Reason.notANumber), ("count", "1.5", .notANumber),
            ("count", "1001", .outOfRange), ("count", "99999999999999999999", .outOfRange),
            ("weight", "1,5", .notANumber), ("weight", "-1", .outOfRange), ("kind", "z", .unknownCode),
            ("dangerous", "perhaps", .badBoolean), ("day", "31 January", .badDate),
            ("day", "2026-02-30", .badDate), ("seen_at", "2026-13-01T00:00:00Z", .badDate),
            ("picture", String(repeating: "x", count: 300), .badText),
        ] as [(String, String, Violation.Reason)])
    func brokenValues(_ name: String, _ text: String, _ reason: Violation.Reason) throws {
        let observation = try decoded("<\(name)>\(text)</\(name)>")
        #expect(observation.violations.map(\.reason) == [reason])
        #expect(observation.violations.map(\.column) == [name])
        #expect(observation.violations.first?.value == String(text.prefix(200)))
        #expect(observation.flags == .unusableValue && observation.expected.isEmpty)
        #expect(observation.values.allSatisfy(\.isNull) && observation.present == [name])
    }

    @Test func `times have an offset, Z or the clock's zone`() throws {
        for text in [
            "2026-01-31T11:15:00.000+03:00", "2026-01-31T08:15:00Z", "2026-01-31T11:15:00.000",
            "2026-01-31T03:15:00.000-05", "2026-01-31T11:15",
        ] {
            #expect(
                try value("seen_at", "<seen_at>\(text)</seen_at>") == .instant(1_769_847_300_000), "\(text)")
        }
        #expect(try value("day", "<day>2026-01-31</day>") == .date(20_484))
        #expect(try value("day", "<day>2026-01-31T23:59:00.000+03:00</day>") == .date(20_484))
    }

    @Test func `texts stay as they were sent, references and CDATA resolved`() throws {
        #expect(
            try value("no", "<no>a &lt;b&gt; &amp; &#x627;&#1576;<!-- c --><![CDATA[<x>&amp;]]>\r\nz</no>")
                == .text("a <b> & اب<x>&amp;\nz"))
        #expect(try value("no", "<no>   </no>") == .null)
    }

    @Test func `what is not known is left out; rows, files and the audit log are found`() throws {
        let observation = try decoded(
            """
            <gone>1</gone><picture>صورة.jpg</picture><voice>v.m4a</voice><clip/>
            <rows><kind>a</kind><count>11</count><picture>p.jpg</picture></rows><rows/>
            <rows><kind>b c</kind><picture>p.jpg</picture></rows>
            <meta><instanceID>uuid:1</instanceID><audit>audit.csv</audit></meta>
            """)
        #expect(observation.expected.map(\.name) == ["صورة.jpg", "v.m4a", "p.jpg", "audit.csv"])
        #expect(observation.expected.map(\.property) == ["picture", "voice", "rows", nil])
        #expect(observation.violations.map(\.column) == ["rows.count"])
        #expect(
            observation.values.last
                == .text(#"[{"kind":"a","picture":"p.jpg"},{"kind":"b c","picture":"p.jpg"}]"#))
        #expect(observation.present == ["picture", "voice", "clip", "rows"])
    }

    @Test(
        "what is no filled form is refused",
        arguments: [
            "", " ", "<data>", "<data></date>", "<data/>", "x<data/>", "<data/><data/>", "<data a></data>",
            "<data><meta><instanceID> </instanceID></meta></data>",
            "<data><meta><instanceID>a/b</instanceID></meta></data>",
            "<!DOCTYPE data [<!ENTITY a \"b\">]><data>&a;</data>", "<data>&a;</data>", "<data>&#0;</data>",
            "<data>&#xD800;</data>", "<data>&</data>", "<data><![CDATA[</data>", "<data><!ELEMENT a></data>",
            "<?xml version='1.0' encoding='UTF-16'?><data><meta><instanceID>a</instanceID></meta></data>",
            "<?xml version='1.0' encoding='UTF-7'?><data><meta><instanceID>a</instanceID></meta></data>",
        ])
    func refused(_ text: String) {
        #expect { try XFormInstance(Array(text.utf8)) } throws: {
            ($0 as? Fault)?.code == .submissionMalformed
        }
    }

    @Test func `depth, size, number and encoding are bounded`() throws {
        func malformed(_ bytes: [UInt8]) -> Bool {
            do { _ = try XFormInstance(bytes) } catch { return error.code == .submissionMalformed }
            return false
        }
        let end = "<meta><instanceID>a</instanceID></meta></data>"
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                ("<data>" + String(repeating: "<g>", count: depth) + String(repeating: "</g>", count: depth)
                    + end).utf8)
        }
        #expect(!malformed(nested(31)) && malformed(nested(32)) && malformed(nested(1_000_000)))
        let many = Array(("<data>" + String(repeating: "<a/>", count: 100_001) + end).utf8)
        #expect(malformed(many))
        let large = Array(("<data><a>" + String(repeating: "x", count: 10 << 20) + "</a>" + end).utf8)
        #expect(malformed(large))
        #expect(!malformed([0xEF, 0xBB, 0xBF] + Array(("<data>" + end).utf8)))
        #expect(malformed(Array(("<data><a>".utf8)) + [0xFF] + Array(("</a>" + end).utf8)))
        #expect(malformed("<data/>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    }

    @Test func `no mutation of a filled form brings the reader down`() {
        let seed = Array(
            """
            <?xml version='1.0' encoding='UTF-8' ?><data id="every-thing" version="1" xmlns:orx="http://x">
            <geometry>37.05 37.38 800.0 5.0; 37 38 0 0</geometry><no>F-1 &amp; &#x627;<![CDATA[x]]></no>
            <kind>a</kind><count>2</count><weight>3.5</weight><day>2026-01-31</day><!-- c --><?pi x?>
            <seen_at>2026-11-23T13:11:57.136Z</seen_at><rows><kind>a</kind><count>3</count></rows>
            <meta><instanceID>uuid:1-2</instanceID><audit>audit.csv</audit></meta></data>
            """.utf8)
        let pieces = [
            "<", ">", "&", "</", "<![CDATA[", "]]>", "<!--", "\"", "&#x110000;", "\0", "\u{FFFD}", ";", "-",
            "e9",
        ]
        .map { Array($0.utf8) }
        var random = SystemRandomNumberGenerator()
        var accepted = 0
        for _ in 0..<4000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
                default: bytes[place] = UInt8(ascii: "9")
                }
                if bytes.isEmpty { bytes = seed }
            }
            guard let instance = try? XFormInstance(bytes) else { continue }
            accepted += 1
            for geometry in GeometryType.allCases {
                let layer = FormFixtures.everything(geometry)
                let observation = instance.decoded(for: layer, zone: FormFixtures.clock)
                #expect(observation.values.count == layer.properties.count)
            }
        }
        #expect(accepted > 100)
    }
}
