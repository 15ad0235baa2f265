import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
    @Test("--version is one line")
    func version() throws {
        let run = try FormatsProgram.run("--version")
        #expect(run.status == 0)
        let text = String(decoding: run.output, as: UTF8.self)
        #expect(text.hasPrefix("tabaqa-formats ") && text.filter { $0 == "\n" }.count == 1)
    }

    @Test(
        "Misuse is told from bad data",
        arguments: [
            [], ["fetch", "a.shp"], ["read"], ["read", "a.shp", "b.shp"], ["read", "a.shp", "--layer"],
            ["read", "a.shp", "--colour", "red"], ["write", "a.gpkg"],
        ])
    func misuse(_ words: [String]) throws {
        let run = try FormatsProgram.run(words: words)
        #expect(run.status == 64)
        #expect(try (run.failure["remedy"] as? String)?.isEmpty == false)
    }

    @Test("A missing file, a missing layer, an unknown format and an unknown encoding have their exit codes")
    func exitCodes() throws {
        let folder = try TemporaryFolder()
        #expect(try FormatsProgram.run("read", folder.path("no.shp")).status == 66)
        let file = folder.path("a.shp")
        let stream = try SampleRows.stream()
        #expect(try FormatsProgram.run("write", file, "--format", "Excel 95", input: stream).status == 69)
        #expect(
            try FormatsProgram.run("write", file, "--format", "ESRI Shapefile", input: stream).status == 0)
        let layer = try FormatsProgram.run("read", file, "--layer", "b")
        #expect(layer.status == 65)
        #expect(try (layer.failure["remedy"] as? String)?.contains("a") == true)
        #expect(try FormatsProgram.run("read", file, "--encoding", "KLINGON-7").status == 64)
    }
}
