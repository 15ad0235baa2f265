import Foundation
import Testing

@Suite("Limits stop the program with a message")
struct LimitTests {
    private func placemarks(_ count: Int) -> Data {
        let one = "<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>"
        return Data(
            ("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>" + String(repeating: one, count: count)
                + "</Document></kml>").utf8)
    }

    @Test("Memory")
    func memory() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(placemarks(60_000), as: "a.kml")
        #expect(try FormatsProgram.run("read", file).records.features.count == 60_000)
        let run = try FormatsProgram.run("read", file, environment: ["TABAQA_FORMATS_MEMORY_MB": "170"])
        // Where the memory ends decides whether the driver gives up or the parser reports bad data.
        #expect(!run.crashed && [65, 70, 75].contains(run.status), "\(run.errorOutput)")
        #expect(try (run.failure["remedy"] as? String)?.isEmpty == false)
    }

    @Test("CPU time")
    func time() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(placemarks(600_000), as: "a.kml")
        let run = try FormatsProgram.run("read", file, environment: ["TABAQA_FORMATS_CPU_SECONDS": "1"])
        #expect(run.status == 75 && !run.crashed, "\(run.errorOutput)")
        #expect(try (run.failure["remedy"] as? String)?.contains("TABAQA_FORMATS_CPU_SECONDS") == true)
    }

    @Test("The size of a written file")
    func fileSize() throws {
        let folder = try TemporaryFolder()
        var records: [[String: Any]] = [SampleRows.header]
        records += (0..<20_000).map { SampleRows.feature($0, geometry: SampleRows.point($0)) }
        records.append(["tabaqa": "end", "count": 20_000])
        let stream = try TextSequence.data(records)
        let run = try FormatsProgram.run(
            "write", folder.path("a.gpkg"), "--format", "GPKG", input: stream,
            environment: ["TABAQA_FORMATS_FILE_MB": "1"])
        #expect(run.status == 73 && !run.crashed, "\(run.errorOutput)")
        #expect(try folder.names == [])
    }

    @Test("What an archive may unpack to")
    func unpacked() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(ZipArchive.empty(member: "a.shp", claiming: 3 << 20), as: "a.zip")
        #expect(try FormatsProgram.run("read", file).status == 65)
        #expect(
            try FormatsProgram.run("read", file, environment: ["TABAQA_FORMATS_UNPACKED_MB": "2"]).status
                == 75)
    }
}
