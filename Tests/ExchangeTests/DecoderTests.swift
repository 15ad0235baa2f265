import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct DecoderTests {
    static func label(_ en: String, _ tr: String = "", _ ar: String = "") -> LocalizedText {
        LocalizedText([.en: en, .tr: tr.isEmpty ? en : tr, .ar: ar.isEmpty ? en : ar])
    }

    static let layer = LayerDefinition(
        id: "fires", department: "fire", title: label("Fires"), kind: .observation, geometry: .point,
        time: .init(property: "at", zone: "Europe/Istanbul"), sensitivity: .internal,
        properties: [
            PropertyDefinition(
                name: "no", type: .string, label: label("Number", "Olay No"), isRequired: true),
            PropertyDefinition(name: "at", type: .dateTime, label: label("Time", "Bildirim Tarihi")),
            PropertyDefinition(
                name: "kind", type: .code, label: label("Kind", "Tür", "نوع"),
                codes: [
                    .init(code: "building", label: label("Building", "Bina", "مبنى")),
                    .init(code: "vehicle", label: label("Vehicle", "Araç", "مركبة")),
                    .init(code: "old_vehicle", label: label("Old vehicle", "Araç")),
                ]),
            PropertyDefinition(name: "loss", type: .decimal, label: label("Loss"), aliases: ["Zarar (TL)"]),
            PropertyDefinition(name: "pumps", type: .integer, label: label("Pumps")),
            PropertyDefinition(name: "dead", type: .boolean, label: label("Deaths")),
            PropertyDefinition(name: "day", type: .date, label: label("Day")),
        ])

    static func decode(
        _ text: String, options: DecodeOptions = DecodeOptions(zone: "UTC"), layer: LayerDefinition = layer
    ) throws -> (features: FeatureBatch, rows: [Int], violations: [Violation]) {
        let reader = try PlacedReader(
            CSVReader(bytes: Array(text.utf8)), file: "t.csv", options: ReadOptions())
        var decoder = try RecordDecoder(layer: layer, options: options, crs: reader.crs ?? .wgs84)
        let batch = try #require(try reader.next())
        let (observations, violations) = try decoder.decode(batch)
        #expect(batch.count == observations.rows.count + Set(violations.map(\.row)).count)
        return (observations.features, observations.rows, violations)
    }

    @Test func columnsAreFoundByNameLabelAndAliasAndDecoded() throws {
        let result = try Self.decode(
            """
            olay no;BILDIRIM TARIHI;Tür;zarar tl;Pumps;dead;day;Boylam;Enlem
            A1;6.02.2024 10:00;BİNA;1.234,50;3;evet;2024-02-06;37,38;37,06
            A2;2019-05-04 14:50:00.000;مبني;NA;-;hayır;6.2.2024;37,39;37,07
            """)
        #expect(result.violations == [])
        let first = result.features.feature(0, revision: 1)
        // 10:00 in Istanbul (UTC+3) is 07:00Z on 2024-02-06.
        #expect(
            first.properties == [
                .text("A1"), .instant(1_707_202_800_000), .text("building"), .decimal(1234.5), .integer(3),
                .boolean(true), .date(19759),
            ])
        #expect(first.geometry == .point(Position(x: 37.38, y: 37.06)))
        let second = result.features.feature(1, revision: 1)
        #expect(second.properties[2...] == [.text("building"), .null, .null, .boolean(false), .date(19759)])
    }

    @Test func whatCannotBeDecodedIsNamedWithRowColumnAndValue() throws {
        let result = try Self.decode(
            """
            no,at,kind,loss,pumps,dead,lon,lat
            A1,04/12/2018,building,1,1,yes,37,37
            A2,,araç,1,1,yes,37,37
            A3,,ship,1,1,yes,37,37
            A4,,,8.51%,1,yes,37,37
            A5,,,1,1.5,yes,37,37
            A6,,,1,1,perhaps,37,37
            A7,,,1,1,yes,,37
            A8,,,1,1,yes,x,37
            A9,,,1,1,yes,3700,37
            A10,,,1,1,yes,200,37
            A11,,,1
            """)
        #expect(result.rows == [10])
        #expect(result.features.flags == [.implausiblePlace])
        let found = result.violations
        let reasons = Dictionary(grouping: found, by: \.row).mapValues { Set($0.map(\.reason)) }
        #expect(
            reasons == [
                1: [.badDate], 2: [.ambiguousCode], 3: [.unknownCode], 4: [.notANumber], 5: [.notANumber],
                6: [.badBoolean], 7: [.noCoordinates], 8: [.badCoordinates], 9: [.badCoordinates],
                11: [.tooFewColumns, .noCoordinates],
            ])
        let date = found.first { $0.row == 1 }
        #expect(date?.column == "at")
        #expect(date?.value == "04/12/2018")
        #expect(found.first { $0.row == 8 }?.value == "x")
    }

    @Test func datesInAnOrderThatMustBeSaidAreReadWhenItIs() throws {
        var options = DecodeOptions(zone: "UTC")
        options.dates = try DateOrder.list(option: "m/d/y,iso")
        let result = try Self.decode("no,at,lon,lat\nA,04/12/2018 11:11:26 AM,37,37\n", options: options)
        // 11:11:26 in Istanbul is 08:11:26Z on 2018-04-12.
        #expect(result.features.columns[1].values[0] == .instant(1_523_520_686_000))
    }

    @Test func aMissingRequiredColumnIsRefusedWithTheHeadersThereAre() throws {
        let fault = #expect(throws: Fault.self) { try Self.decode("lon,lat,loss\n1,2,3\n") }
        #expect(fault?.code == .importColumns)
        #expect(fault?.remedy?.contains("lon, lat, loss") == true)
    }

    @Test func aMapWinsAndMustNameWhatExists() throws {
        var options = DecodeOptions(zone: "UTC")
        options.map = ["no": "Ref", "loss": "pumps"]
        let result = try Self.decode("no,ref,pumps,lon,lat\nx,R1,7,1,2\n", options: options)
        #expect(result.features.columns[0].values[0] == .text("R1"))
        #expect(result.features.columns[3].values[0] == .decimal(7))
        #expect(result.features.columns[4].values[0] == .null)
        options.map = ["no": "Reff"]
        #expect(throws: Fault.self) { try Self.decode("no,lon,lat\nx,1,2\n", options: options) }
        options.map = ["nope": "no"]
        #expect(throws: Fault.self) { try Self.decode("no,lon,lat\nx,1,2\n", options: options) }
    }

    @Test func coordinatesWithoutAKnownSystemAreRefused() throws {
        for header in ["X,Y", "easting,northing", "doğu,kuzey"] {
            let reader = try PlacedReader(
                CSVReader(bytes: Array("no,\(header)\nA,-79.9,40.4\n".utf8)), file: "t.csv",
                options: ReadOptions())
            #expect(reader.hasGeometry)
            let fault = #expect(throws: Fault.self) { try reader.knownCRS() }
            #expect(fault?.code == .importCRSUnknown)
            #expect(fault?.remedy?.contains("--crs EPSG:4326") == true)
        }
        let metres = try PlacedReader(
            CSVReader(bytes: Array("no,lon,lat\nA,532000,4100000\n".utf8)), file: "t.csv",
            options: ReadOptions())
        #expect(metres.crs == nil)
    }

    @Test(arguments: [
        "Longitude (Example -72.4234),Latitude (Example 42.24345)", "LON,LAT", "lng,lat", "boylam,enlem",
        "خط الطول,خط العرض", "longitude,latitude",
    ])
    func placesAreFoundInTheColumnsOfThreeLanguages(_ header: String) throws {
        let reader = try PlacedReader(
            CSVReader(bytes: Array("no,\(header)\nA,37.5,36.5\n".utf8)), file: "t.csv", options: ReadOptions()
        )
        #expect(reader.crs == .wgs84)
        #expect(try reader.next()?.geometry?[0] == .point(Position(x: 37.5, y: 36.5)))
    }

    @Test func degreesWithCommasAndThreeDigitsAreDegrees() throws {
        let reader = try PlacedReader(
            CSVReader(bytes: Array("no;lon;lat\nA;37,373;36,500\n".utf8)), file: "t.csv",
            options: ReadOptions())
        #expect(reader.crs == .wgs84)
        #expect(try reader.next()?.geometry?[0] == .point(Position(x: 37.373, y: 36.5)))
    }

    @Test func shapesAsTextAreRead() throws {
        let bytes = Array(
            "no|wkt\n1|SRID=32637;POINT(1 2)\n2|SRID=32637;MULTIPOLYGON Z (((0 0 1,1 0 1,1 1 1,0 0 1)))\n3|nonsense(\n4|\n"
                .utf8)
        let reader = try PlacedReader(CSVReader(bytes: bytes), file: "t.csv", options: ReadOptions())
        #expect(reader.crs == CRS(epsg: 32637))
        let batch = try #require(try reader.next())
        #expect(batch.geometry?[0] == .point(Position(x: 1, y: 2)))
        #expect(batch.geometry?[1]?.polygons.first?.first?.count == 4)
        #expect(batch.violations.map(\.reason) == [.badGeometry, .noCoordinates])
    }
}
