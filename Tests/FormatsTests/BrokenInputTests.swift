import Foundation
import Testing

@Suite("A broken stream leaves nothing behind")
struct BrokenInputTests {
    @Test(
        "A stream without its end record",
        arguments: zip(
            ["GPKG", "ESRI Shapefile", "ESRI Shapefile", "KML", "XLSX", "CSV"],
            ["a.gpkg", "a.shp", "a.zip", "a.kml", "a.xlsx", "a.csv"]))
    func missingEnd(_ format: String, _ name: String) throws {
        let folder = try TemporaryFolder()
        let stream = try SampleRows.stream(crs: "EPSG:4326", ended: false)
        let run = try FormatsProgram.run("write", folder.path(name), "--format", format, input: stream)
        #expect(run.status == 65)
        #expect(try (run.failure["error"] as? String)?.contains("end record") == true)
        #expect(try folder.names == [])
    }

    @Test("An older file stays as it was")
    func olderFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("old".utf8), as: "a.gpkg")
        let run = try FormatsProgram.run(
            "write", file, "--format", "GPKG", input: try SampleRows.stream(ended: false))
        #expect(run.status == 65)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
    }

    @Test("A stream cut at any byte")
    func cutAnywhere() throws {
        let whole = try SampleRows.stream()
        for length in stride(from: 0, to: whole.count - 1, by: 97) {
            let folder = try TemporaryFolder()
            let run = try FormatsProgram.run(
                "write", folder.path("a.gpkg"), "--format", "GPKG", input: whole.prefix(length))
            #expect(run.status == 65 && !run.crashed, "\(length) bytes")
            #expect(try folder.names == [], "\(length) bytes")
        }
    }

    static let lies: [(String, String)] = [
        ("no header", "\u{1E}{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}\n"),
        ("a wrong count", header + "\u{1E}{\"tabaqa\":\"end\",\"count\":3}\n"),
        ("more after the end", header + end + end),
        ("an undeclared property", header + feature("{\"b\":1}") + end),
        ("a number where text is a date", header + feature("{\"d\":5}") + end),
        ("a date that is none", header + feature("{\"d\":\"2024-13-01\"}") + end),
        ("a day its month has not", header + feature("{\"d\":\"2023-02-29\"}") + end),
        ("a fraction in an integer", header + feature("{\"a\":1.5}") + end),
        ("an integer of 70 bits", header + feature("{\"a\":1180591620717411303424}") + end),
        ("a number JSON does not know", header + feature("{\"a\":01}") + end),
        ("half a surrogate pair", header + feature("{\"s\":\"\\ud800\"}") + end),
        ("a deep nest", header + feature("{\"s\":" + String(repeating: "[", count: 100_000) + "}") + end),
        ("a geometry of no kind", header + feature("{}", geometry: "{\"type\":\"Circle\"}") + end),
        (
            "a position of one number",
            header + feature("{}", geometry: "{\"type\":\"Point\",\"coordinates\":[1]}") + end
        ),
        ("text outside a record", header + "x" + end),
    ]

    static let header = """
        \u{1E}{"tabaqa":"header","name":"a","geometryType":"Point","crs":null,"fields":[{"name":"a",\
        "type":"integer"},{"name":"d","type":"date"},{"name":"s","type":"string"}]}

        """
    static let end = "\u{1E}{\"tabaqa\":\"end\"}\n"

    static func feature(_ properties: String, geometry: String = "null") -> String {
        "\u{1E}{\"type\":\"Feature\",\"geometry\":\(geometry),\"properties\":\(properties)}\n"
    }

    @Test("A stream that breaks the protocol", arguments: lies)
    func protocolBreak(_ name: String, _ stream: String) throws {
        let folder = try TemporaryFolder()
        let run = try FormatsProgram.run(
            "write", folder.path("a.gpkg"), "--format", "GPKG", input: Data(stream.utf8))
        #expect(run.status == 65 && !run.crashed, "\(name): \(run.errorOutput)")
        #expect(try folder.names == [])
    }

    @Test("The stream those are made from is itself accepted")
    func control() throws {
        let folder = try TemporaryFolder()
        let stream = Self.header + Self.feature("{\"a\":1,\"d\":\"2024-12-01\",\"s\":\"x\"}") + Self.end
        let run = try FormatsProgram.run(
            "write", folder.path("a.gpkg"), "--format", "GPKG", input: Data(stream.utf8))
        #expect(run.status == 0, "\(run.errorOutput)")
        #expect(try folder.names == ["a.gpkg"])
    }

    @Test("A Shapefile whose parts could not be named is refused; other formats take any name")
    func oddEnding() throws {
        let folder = try TemporaryFolder()
        let stream = try SampleRows.stream(crs: "EPSG:4326")
        let refused = try FormatsProgram.run(
            "write", folder.path("a.out"), "--format", "ESRI Shapefile", input: stream)
        #expect(refused.status == 64)
        for format in ["GPKG", "KML", "XLSX", "CSV"] {
            let run = try FormatsProgram.run("write", folder.path("a.out"), "--format", format, input: stream)
            #expect(run.status == 0, "\(run.errorOutput)")
            #expect(try folder.names == ["a.out"])
        }
    }

    @Test("A folder that is not there")
    func missingFolder() throws {
        let folder = try TemporaryFolder()
        let run = try FormatsProgram.run(
            "write", folder.path("no/a.gpkg"), "--format", "GPKG", input: try SampleRows.stream())
        #expect(run.status == 73)
        #expect(try (run.failure["remedy"] as? String)?.isEmpty == false)
    }
}
