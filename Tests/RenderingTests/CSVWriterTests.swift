import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct CSVWriterTests {
    /// An RFC 4180 reader of its own: rows of fields, with whether each was quoted.
    static func rows(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted {
                if byte == UInt8(ascii: "\""), index + 1 < bytes.count, bytes[index + 1] == byte {
                    field.append(byte)
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                } else {
                    field.append(byte)
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") || byte == 0x0A {
                row.append(String(decoding: field, as: UTF8.self))
                field = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            } else if byte != 0x0D {
                field.append(byte)
            }
            index += 1
        }
        return rows
    }

    @Test func `awkward texts, numbers and times read back`() throws {
        let texts = ["plain", "a,b", "say \"so\"", "two\nlines", " blank ", "", nil, "=1+1", "غازي عنتاب"]
        let count = texts.count
        let batch = try Fixtures.batch(
            [
                NamedColumn(name: "text", type: .string, values: .text(TextColumn(texts))),
                NamedColumn(
                    name: "part", type: .decimal,
                    values: .decimal([0.1, .nan] + Array(repeating: 2.5, count: count - 2))),
                NamedColumn(
                    name: "at", type: .dateTime,
                    values: .instant([1_700_000_000_000, .min] + Array(repeating: 0, count: count - 2))),
            ], x: Array(repeating: 37.5, count: count), y: Array(repeating: 36.25, count: count))
        let sink = MemorySink()
        var writer = CSVWriter(to: sink)
        try writer.append(batch)
        let rows = Self.rows(sink.bytes)
        #expect(rows[0] == ["id", "x", "y", "text", "part", "at"])
        #expect(rows.dropFirst().map { $0[3] } == texts.map { $0 ?? "" })
        #expect(rows[1] == ["id0", "37.5", "36.25", "plain", "0.1", "2023-11-14T22:13:20Z"])
        #expect(rows[2] == ["id1", "37.5", "36.25", "a,b", "", ""])
        let text = String(decoding: sink.bytes, as: UTF8.self)
        #expect(text.contains(",\" blank \","))
        #expect(text.contains("id5,37.5,36.25,\"\",") && text.contains("id6,37.5,36.25,,"))
    }

    @Test func `the header comes once, and other columns are refused`() throws {
        let batch = try Fixtures.batch([], x: [1], y: [2])
        let sink = MemorySink()
        var writer = CSVWriter(to: sink, marksByteOrder: true)
        try writer.append(batch)
        try writer.append(batch)
        #expect(sink.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(
            String(decoding: sink.bytes.dropFirst(3), as: UTF8.self) == "id,x,y\r\nid0,1,2\r\nid0,1,2\r\n")
        let other = try Fixtures.batch(
            [NamedColumn(name: "n", type: .integer, values: .integer([1]))], x: [1], y: [2])
        #expect(throws: Fault.self) { try writer.append(other) }
    }

    @Test func `a property named like a column of ours keeps its name`() throws {
        let batch = try Fixtures.batch(
            [
                NamedColumn(name: "id", type: .string, values: .text(TextColumn(["own"]))),
                NamedColumn(name: "x", type: .integer, values: .integer([9])),
            ], x: [1], y: [2])
        let sink = MemorySink()
        var writer = CSVWriter(to: sink)
        try writer.append(batch)
        #expect(Self.rows(sink.bytes) == [["_id", "_x", "y", "id", "x"], ["id0", "1", "2", "own", "9"]])
    }

    @Test func `shapes become WKT`() throws {
        let square = Fixtures.square(0, 0, 4)
        let batch = try Fixtures.shapes([
            .multiPolygon([[square, Fixtures.square(1, 1, 1)]]), .lineString([square[0], square[2]]), nil,
            .multiPoint([square[1]]), .collection([.point(square[2]), .multiPolygon([])]),
        ])
        let sink = MemorySink()
        var writer = CSVWriter(to: sink)
        try writer.append(batch)
        #expect(
            Self.rows(sink.bytes).map { $0[1] } == [
                "wkt", "MULTIPOLYGON (((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 2,1 1)))", "LINESTRING (0 0,4 4)",
                "",
                "MULTIPOINT ((4 0))", "GEOMETRYCOLLECTION (POINT (4 4),MULTIPOLYGON EMPTY)",
            ])
    }

    @Test func `a join has key, properties and measures, and ends with the unassigned`() throws {
        let table = FeatureBatch(
            name: "areas", crs: .wgs84, ids: TextColumn(["f1", "f2", "unassigned"]),
            geometry: .shapes([.polygon([Fixtures.square(0, 0, 1)]), nil, nil]),
            columns: [
                NamedColumn(name: "count", type: .integer, values: .integer([60, 30, 10])),
                NamedColumn(
                    name: "name", type: .string, values: .text(TextColumn(["Kale, eski", "Onur", nil]))),
                NamedColumn(name: "code", type: .integer, values: .integer([7, 8, .min])),
                NamedColumn(name: "rate_population", type: .decimal, values: .decimal([0.001, .nan, .nan])),
            ], flags: [[], [], []])
        let join = try Fixtures.join(table, measures: ["count", "rate_population"])
        let sink = MemorySink()
        var writer = CSVWriter(to: sink)
        try writer.append(join, key: "code")
        #expect(
            Self.rows(sink.bytes) == [
                ["code", "name", "count", "rate_population"], ["7", "Kale, eski", "60", "0.001"],
                ["8", "Onur", "30", ""], ["unassigned", "", "10", ""],
            ])
        let keyless = MemorySink()
        var second = CSVWriter(to: keyless)
        try second.append(join, key: nil)
        #expect(Self.rows(keyless.bytes).map { $0[0] } == ["id", "f1", "f2", "unassigned"])
    }
}
