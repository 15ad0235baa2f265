import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct GeoJSONWriterTests {
    static func text(
        _ batches: [Released<FeatureBatch>], form: GeoJSONWriter.Form = .collection, crs: CRS = .wgs84
    ) throws -> [UInt8] {
        let sink = MemorySink()
        var writer = GeoJSONWriter(to: sink, form: form, name: "fires", crs: crs)
        for batch in batches { try writer.append(batch) }
        try writer.end()
        return sink.bytes
    }

    static func features(_ bytes: [UInt8]) throws -> [[String: Any]] {
        try #require(try Fixtures.json(bytes)["features"] as? [[String: Any]])
    }

    @Test func `every kind of value reads back as it was, and null stays null`() throws {
        let awkward = "a\"b\\c\nd\te\u{1}çğış حريق 🔥/"
        let batch = try Fixtures.batch(
            [
                NamedColumn(name: "na\"me", type: .string, values: .text(TextColumn([awkward, nil]))),
                NamedColumn(name: "whole", type: .integer, values: .integer([.max, .min])),
                NamedColumn(name: "part", type: .decimal, values: .decimal([0.1, .nan])),
                NamedColumn(name: "yes", type: .boolean, values: .boolean([1, -1])),
                NamedColumn(name: "day", type: .date, values: .date([-1, .min])),
                NamedColumn(name: "at", type: .dateTime, values: .instant([-1, .min])),
            ], x: [37.12345678, .nan], y: [-0.00000001, .nan])
        let features = try Self.features(try Self.text([batch]))
        #expect(features.count == 2)
        let first = try #require(features[0]["properties"] as? [String: Any])
        #expect(features[0]["id"] as? String == "id0")
        #expect(first["na\"me"] as? String == awkward)
        #expect((first["whole"] as? NSNumber)?.int64Value == .max)
        #expect(first["part"] as? Double == 0.1)
        #expect(first["yes"] as? Bool == true)
        #expect(first["day"] as? String == "1969-12-31")
        #expect(first["at"] as? String == "1969-12-31T23:59:59.999Z")
        let geometry = try #require(features[0]["geometry"] as? [String: Any])
        #expect(geometry["coordinates"] as? [Double] == [37.1234568, 0])
        let second = try #require(features[1]["properties"] as? [String: Any])
        #expect(second.count == 6 && second.values.allSatisfy { $0 is NSNull })
        #expect(features[1]["geometry"] is NSNull)
    }

    @Test func `numbers read back bit by bit`() throws {
        var generator = SeededGenerator(11)
        var numbers: [Double] = [
            0, 1, -1, 0.1, 0.3, 1 / 3, 1e-7, 1.5e-7, 123_456_789.123456, 1e15, 1e16, 9_007_199_254_740_994,
            .greatestFiniteMagnitude, .leastNonzeroMagnitude, -.pi, 4.35, 2.675, 1e21, 1e22, 999_999.9999995,
        ]
        for decimals in 0...8 {
            for _ in 0..<500 {
                let scale = pow(10, Double(decimals))
                numbers.append((Double.random(in: -1e6...1e6, using: &generator) * scale).rounded() / scale)
            }
        }
        for _ in 0..<5000 {
            numbers.append(Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator)))
        }
        numbers.removeAll { !$0.isFinite }
        for number in numbers {
            var text = ByteText()
            text.append(shortest: number)
            let written = String(decoding: text.array, as: UTF8.self)
            #expect(Double(written) == number, "\(number) became \(written)")
            #expect(written.utf8.count <= number.description.utf8.count, "\(number) became \(written)")
        }
    }

    @Test func `coordinates keep 7 decimals, trailing zeros cut`() {
        for (value, expected) in [
            (37.0, "37"), (37.5, "37.5"), (-0.0000001, "-0.0000001"), (-0.00000004, "0"),
            (179.99999999, "180"),
            (37.1234567, "37.1234567"), (1e300, "1e+300"), (-122.4194155, "-122.4194155"),
        ] {
            var text = ByteText()
            text.append(value, decimals: 7)
            #expect(String(decoding: text.array, as: UTF8.self) == expected)
        }
    }

    @Test func `bytes that are not UTF-8 become the replacement character`() throws {
        var column = TextColumn()
        for bytes in [
            [0x61, 0xFF, 0x62], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x94, 0xA5], [0xC0, 0x80],
            [0xE2, 0x82],
        ] as [[UInt8]] { column.append(utf8: bytes[...]) }
        let batch = try Fixtures.batch(
            [NamedColumn(name: "t", type: .string, values: .text(column))],
            x: Array(repeating: 1, count: 6), y: Array(repeating: 1, count: 6))
        let values = try Self.features(try Self.text([batch]))
            .map { try #require(($0["properties"] as? [String: Any])?["t"] as? String) }
        #expect(values[0] == "a\u{FFFD}b" && values[1] == "\u{FFFD}" && values[3] == "🔥")
        #expect(values[2].unicodeScalars.allSatisfy { $0 == "\u{FFFD}" })
        #expect(values[4].unicodeScalars.allSatisfy { $0 == "\u{FFFD}" } && values[5].contains("\u{FFFD}"))
    }

    @Test func `a ring that rounds to two places is left out, the rest stays`() {
        func ring(_ positions: [(Double, Double)]) -> [Position] {
            positions.map { Position(x: $0.0, y: $0.1) }
        }
        let whole = ring([(0, 0), (1, 0), (1, 1), (0, 0)])
        let sliver = ring([(0.5, 0.2), (0.5 + 1e-9, 0.2), (0.6, 0.2), (0.5, 0.2)])
        var text = ByteText()
        GeoJSONGeometry(crs: .wgs84).append(.multiPolygon([[whole, sliver], [sliver]]), to: &text)
        #expect(
            String(decoding: text.array, as: UTF8.self)
                == "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]]]]}")
    }

    @Test func `every geometry is written, exterior rings counterclockwise`() throws {
        let square = Fixtures.square(0, 0, 4)
        let hole = Fixtures.square(1, 1, 1)
        let line = [Position(x: 0, y: 0), Position(x: 1, y: 2)]
        let batch = try Fixtures.shapes([
            .polygon([Array(square.reversed()), hole]), .multiPolygon([[square], [Array(hole.reversed())]]),
            .lineString(line), .multiLineString([line, line]), .multiPoint(line), .point(line[1]), nil,
            .collection([.point(line[0]), .collection([])]), .polygon([]),
        ])
        let geometries = try Self.features(try Self.text([batch])).map { $0["geometry"] as? [String: Any] }
        let types = geometries.map { $0?["type"] as? String }
        #expect(
            types == [
                "Polygon", "MultiPolygon", "LineString", "MultiLineString", "MultiPoint", "Point", nil,
                "GeometryCollection", "Polygon",
            ])
        let rings = try #require(geometries[0]?["coordinates"] as? [[[Double]]])
        #expect(Self.area(rings[0]) == 16 && Self.area(rings[1]) == -1)
        let polygons = try #require(geometries[1]?["coordinates"] as? [[[[Double]]]])
        #expect(polygons.map { Self.area($0[0]) } == [16, 1])
    }

    /// Shoelace formula.
    static func area(_ ring: [[Double]]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0[0] * $1.1[1] - $1.1[0] * $1.0[1]) / 2 }
    }

    @Test func `another CRS is announced and written in millimetres`() throws {
        let utm = CRS(epsg: 32637)
        let batch = try Fixtures.batch([], x: [345_678.123456], y: [4_101_234.9876], crs: utm)
        let collection = try Fixtures.json(try Self.text([batch], crs: utm))
        let crs = try #require(collection["crs"] as? [String: Any])
        #expect((crs["properties"] as? [String: String])?["name"] == "urn:ogc:def:crs:EPSG::32637")
        #expect((collection["note"] as? String)?.contains("EPSG:32637") == true)
        let geometry = try #require(
            (collection["features"] as? [[String: Any]])?.first?["geometry"] as? [String: Any])
        #expect(geometry["coordinates"] as? [Double] == [345_678.123, 4_101_234.988])
        #expect(throws: Fault.self) { try Self.text([batch], crs: .wgs84) }
        #expect(try Fixtures.json(try Self.text([], crs: .wgs84))["crs"] == nil)
    }

    @Test func `a degree of an unusual CRS keeps its decimals`() throws {
        let australia = CRS(epsg: 7844)
        let batch = try Fixtures.batch([], x: [151.2073214], y: [-33.8688], crs: australia)
        let text = String(decoding: try Self.text([batch], crs: australia), as: UTF8.self)
        #expect(text.contains("[151.2073214,-33.8688]"))
    }

    @Test func `a text sequence is one feature a record`() throws {
        let batch = try Fixtures.batch(
            [NamedColumn(name: "n", type: .integer, values: .integer([1, 2]))], x: [1, 2], y: [3, 4])
        let bytes = try Self.text([batch, batch], form: .sequence)
        let records = bytes.split(separator: 0x1E, omittingEmptySubsequences: false).dropFirst()
        #expect(bytes.first == 0x1E && records.count == 4)
        for record in records {
            #expect(record.last == 0x0A)
            #expect(try Fixtures.json(Array(record))["type"] as? String == "Feature")
        }
        #expect(try Self.text([], form: .sequence).isEmpty)
    }

    @Test func `nothing at all is an empty collection`() throws {
        #expect(try Self.features(try Self.text([])).isEmpty)
        #expect(try Self.features(try Self.text([try Fixtures.batch([], x: [], y: [])])).isEmpty)
    }

    @Test func `a join's events in no area are a feature of their own`() throws {
        let table = FeatureBatch(
            name: "areas", crs: .wgs84, ids: TextColumn(["a", "unassigned"]),
            geometry: .shapes([.polygon([Fixtures.square(0, 0, 1)]), nil]),
            columns: [NamedColumn(name: "count", type: .integer, values: .integer([90, 10]))],
            flags: [[], []])
        let sink = MemorySink()
        var writer = GeoJSONWriter(to: sink, crs: .wgs84)
        try writer.append(try Fixtures.join(table, measures: ["count"]))
        try writer.end()
        let features = try Self.features(sink.bytes)
        #expect(features[1]["id"] as? String == "unassigned" && features[1]["geometry"] is NSNull)
        #expect(features.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int } == [90, 10])
    }
}
