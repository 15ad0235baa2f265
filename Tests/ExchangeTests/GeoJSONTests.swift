import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct GeoJSONTests {
    static func read(_ text: String) throws -> (
        rows: [[String: String]], geometry: [Geometry?], reader: GeoJSONReader
    ) {
        let reader = try GeoJSONReader(bytes: Array(text.utf8), file: "t.geojson")
        var rows: [[String: String]] = []
        var geometry: [Geometry?] = []
        while let batch = try reader.next() {
            for row in 0..<batch.count {
                var cells: [String: String] = [:]
                for (name, column) in zip(batch.names, batch.cells) { cells[name] = column[row] }
                rows.append(cells)
                geometry.append(batch.geometry?[row])
            }
        }
        return (rows, geometry, reader)
    }

    static let point =
        #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":1}}"#

    @Test func membersComeInAnyOrder() throws {
        let text = #"""
            {"features":[{"properties":{"b":"x","a":null},"geometry":{"coordinates":[[[0,0],[2,0],[2,2],[0,0]]],
            "type":"Polygon"},"type":"Feature"}],"name":"n","crs":null,"type":"FeatureCollection"}
            """#
        let result = try Self.read(text)
        #expect(result.rows == [["b": "x"]])
        #expect(result.geometry[0]?.polygons[0][0].count == 4)
    }

    @Test func escapesAndNestedValuesBecomeText() throws {
        let result = try Self.read(
            #"{"type":"Feature","geometry":null,"properties":{"a\n":"\u0627\ud83d\ude00\/\"\t\ud800x","b":[1, {"c":2}],"d":true,"e":1e3,"f":""}}"#
        )
        #expect(
            result.rows == [
                ["a\n": "ا😀/\"\t\u{FFFD}x", "b": "[1, {\"c\":2}]", "d": "true", "e": "1e3", "f": ""]
            ])
        #expect(result.geometry == [nil])
    }

    @Test func sequencesAndLinesAreRead() throws {
        #expect(try Self.read("\u{1E}\(Self.point)\n\u{1E}\(Self.point)\n").rows.count == 2)
        #expect(try Self.read("\(Self.point)\n\(Self.point)").rows.count == 2)
        #expect(
            try Self.read(#"{"type":"Point","coordinates":[3,4,5]}"#).geometry == [
                .point(Position(x: 3, y: 4))
            ])
    }

    @Test func columnsThatAppearLaterAreNullBefore() throws {
        let other = Self.point.replacingOccurrences(of: #""a":1"#, with: #""z":2"#)
        let result = try Self.read(#"{"type":"FeatureCollection","features":[\#(Self.point),\#(other)]}"#)
        #expect(result.rows == [["a": "1"], ["z": "2"]])
    }

    @Test func theOlderCRSMemberIsHonouredWithAWarningWhereverItStands() throws {
        let member = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32637"}}"#
        let before = try Self.read(#"{"type":"FeatureCollection",\#(member),"features":[\#(Self.point)]}"#)
        #expect(before.reader.crs == CRS(epsg: 32637))
        #expect(before.reader.warnings.count == 1)
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).geojson").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let after = #"{"type":"FeatureCollection","features":[\#(Self.point)],\#(member)}"#
        try after.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try GeoJSONReader(path: path).crs == CRS(epsg: 32637))
        let unclear = try Self.read(
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"local"}},"features":[\#(Self.point)]}"#
        )
        #expect(throws: Fault.self) { try unclear.reader.knownCRS() }
        let null = try Self.read(#"{"type":"FeatureCollection","crs":null,"features":[\#(Self.point)]}"#)
        #expect(null.reader.crs == .wgs84)
        #expect(null.reader.warnings.count == 1)
    }

    @Test func aTextCutAnywhereIsRefusedWithItsLine() throws {
        let whole = #"{"type":"FeatureCollection","features":[\#n\#(Self.point),\#n\#(Self.point)\#n]}"#
        #expect(try Self.read(whole).rows.count == 2)
        let bytes = Array(whole.utf8)
        for length in 1..<bytes.count {
            let fault = #expect(throws: Fault.self, "\(length)") {
                let reader = try GeoJSONReader(bytes: Array(bytes[..<length]), file: "t")
                while try reader.next() != nil {}
            }
            #expect(fault?.place?.line != nil)
        }
    }

    @Test func whatFollowsTheEndIsRefused() {
        #expect(throws: Fault.self) { try Self.read(#"{"type":"FeatureCollection","features":[]} x"#) }
        #expect(throws: Fault.self) {
            try Self.read(#"{"type":"FeatureCollection","features":[\#(Self.point),]}"#)
        }
    }

    @Test func manyFeaturesOverSeveralWindowsKeepTheirTextAndPlaces() throws {
        let count = 60_000
        var text = #"{"type":"FeatureCollection","features":["#
        for index in 0..<count {
            text +=
                (index == 0 ? "" : ",\n")
                + #"{"type":"Feature","id":\#(index),"geometry":{"type":"Point","coordinates":[\#(Double(index) / 1000),-1.5]},"properties":{"n":\#(index),"t":"caf\u00e9 \#(index)"}}"#
        }
        text += "]}"
        let reader = try GeoJSONReader(bytes: Array(text.utf8))
        var next = 0
        var wrong = 0
        while let batch = try reader.next() {
            for row in 0..<batch.count {
                let place = Geometry.point(Position(x: Double(next) / 1000, y: -1.5))
                if batch.cells[0][row] != "\(next)" || batch.cells[1][row] != "café \(next)"
                    || batch.ids?[row] != "\(next)" || batch.geometry?[row] != place
                {
                    wrong += 1
                }
                next += 1
            }
        }
        #expect(next == count)
        #expect(wrong == 0)
    }

    @Test func plainArraysOfObjectsAreTables() throws {
        let reader = try PlacedReader(
            GeoJSONReader(
                bytes: Array(#"[{"name":"a","latitude":31.9,"longitude":35.2},{"name":"b"}]"#.utf8)),
            file: "t.json", options: ReadOptions())
        let batch = try #require(try reader.next())
        #expect(batch.geometry?[0] == .point(Position(x: 35.2, y: 31.9)))
        #expect(batch.violations.map(\.reason) == [.noCoordinates])
        #expect(reader.crs == .wgs84)
    }
}
