import Foundation
import Testing

@Suite("Hostile files end in a message, not in a signal")
struct HostileFileTests {
    static let endings = [
        "shp", "dbf", "gpkg", "kml", "kmz", "xlsx", "ods", "gpx", "fgb", "tab", "mif", "zip",
    ]

    @Test("Random bytes under every name we read", arguments: endings)
    func randomBytes(_ ending: String) throws {
        let folder = try TemporaryFolder()
        var generator = SplitMix(state: 0x7ABA)
        for round in 0..<3 {
            let bytes = Data((0..<(round * 5000)).map { _ in UInt8.random(in: 0...255, using: &generator) })
            let file = try folder.write(bytes, as: "a.\(ending)")
            for verb in ["info", "read"] {
                let run = try FormatsProgram.run(verb, file)
                #expect(!run.crashed && [65, 66, 69, 75].contains(run.status), "\(verb): \(run.errorOutput)")
                #expect(try (run.failure["error"] as? String)?.isEmpty == false)
            }
        }
    }

    @Test(
        "Good files with bytes changed or cut",
        arguments: ["gpkg", "shp", "kml", "xlsx", "ods", "fgb", "zip"])
    func damagedFiles(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let format = [
            "gpkg": "GPKG", "shp": "ESRI Shapefile", "zip": "ESRI Shapefile", "kml": "KML", "xlsx": "XLSX",
            "ods": "ODS",
            "fgb": "FlatGeobuf",
        ]
        let stream = try SampleRows.stream(crs: "EPSG:4326", lastIsEmpty: false)
        let file = folder.path("a." + ending)
        #expect(
            try FormatsProgram.run("write", file, "--format", try #require(format[ending]), input: stream)
                .status == 0)
        let good = try Data(contentsOf: URL(fileURLWithPath: file))
        var generator = SplitMix(state: 42)
        for round in 0..<16 {
            var bytes = good
            if round < 4 {
                bytes = good.prefix(Int.random(in: 0..<good.count, using: &generator))
            } else {
                for _ in 0..<(1 << (round % 6)) {
                    bytes[Int.random(in: 0..<good.count, using: &generator)] = .random(
                        in: 0...255, using: &generator)
                }
            }
            try bytes.write(to: URL(fileURLWithPath: file))
            let run = try FormatsProgram.run("read", file)
            #expect(
                !run.crashed && [0, 65, 69, 75].contains(run.status), "round \(round): \(run.errorOutput)")
            if run.status == 0 { #expect(try run.records.end != nil, "round \(round)") }
        }
    }

    @Test(
        "Names of GDAL's own are refused",
        arguments: ["/vsicurl/http://localhost/a.gpkg", "/VSIZIP/a.zip", "/vsistdin/"])
    func virtualNames(_ name: String) throws {
        let run = try FormatsProgram.run("read", name)
        #expect(run.status == 66)
        #expect(try (run.failure["error"] as? String)?.contains("plain files") == true)
        #expect(
            try FormatsProgram.run("write", name, "--format", "GPKG", input: try SampleRows.stream()).status
                == 73)
    }

    @Test("An ending we do not read is refused, whatever is inside")
    func unknownEnding() throws {
        let folder = try TemporaryFolder()
        let vrt = Data("<OGRVRTDataSource><OGRVRTLayer name=\"a\"/></OGRVRTDataSource>".utf8)
        #expect(try FormatsProgram.run("read", try folder.write(vrt, as: "a.vrt")).status == 69)
        #expect(try FormatsProgram.run("read", try folder.write(vrt, as: "a.gpkg")).status == 65)
    }

    @Test("Zip bombs are refused by what they would become", arguments: ["zip", "xlsx", "kmz"])
    func bomb(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let bomb = ZipArchive.empty(member: "a.shp", claiming: 40 << 20)
        let run = try FormatsProgram.run("read", try folder.write(bomb, as: "a." + ending))
        #expect(run.status == 75)
        #expect(try (run.failure["error"] as? String)?.contains("unpack") == true)
        let harmless = ZipArchive.empty(member: "a.shp", claiming: 1 << 20)
        #expect(try FormatsProgram.run("read", try folder.write(harmless, as: "b." + ending)).status == 65)
    }

    @Test(
        "An archive with a member outside itself is refused",
        arguments: ["../a.shp", "x/../../a.shp", "/etc/a.shp"])
    func memberOutside(_ member: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(ZipArchive.empty(member: member, claiming: 10), as: "a.zip")
        let run = try FormatsProgram.run("read", file)
        #expect(run.status == 75)
        #expect(try (run.failure["error"] as? String)?.contains("outside") == true)
    }

    @Test("XML entities are neither multiplied nor fetched", arguments: ["kml", "gpx"])
    func entities(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let secret = try folder.write(Data("SECRET".utf8), as: "secret")
        var doubling = "<!ENTITY a0 \"lol\">"
        for level in 1...12 {
            doubling += "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
        }
        for (declaration, name) in [(doubling, "a12"), ("<!ENTITY s SYSTEM \"file://\(secret)\">", "s")] {
            let place =
                ending == "kml"
                ? "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><name>&\(name);</name>"
                    + "<Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>"
                : "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\" version=\"1.1\"><wpt lat=\"1\" lon=\"2\">"
                    + "<name>&\(name);</name></wpt></gpx>"
            let text = "<?xml version=\"1.0\"?><!DOCTYPE x [\(declaration)]>" + place
            let run = try FormatsProgram.run("read", try folder.write(Data(text.utf8), as: "a." + ending))
            #expect(!run.crashed && [0, 65].contains(run.status))
            #expect(!String(decoding: run.output, as: UTF8.self).contains("SECRET"))
            #expect(run.output.count < 10_000)
            #expect(try run.status == 0 ? run.records.end != nil : run.failure["error"] != nil)
        }
    }

    @Test(
        "A Shapefile that was cut off is refused, with its length as the reason",
        arguments: ["a.shp", "a.dbf"])
    func cutShapefile(_ victim: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path("a.shp")
        let stream = try SampleRows.stream()
        #expect(
            try FormatsProgram.run("write", file, "--format", "ESRI Shapefile", input: stream).status == 0)
        let whole = try Data(contentsOf: folder.url.appendingPathComponent(victim))
        _ = try folder.write(whole.prefix(whole.count - 40), as: victim)
        let run = try FormatsProgram.run("read", file)
        #expect(run.status == 65)
        #expect(try (run.failure["error"] as? String)?.contains(victim) == true)
    }
}

/// A small generator with a fixed sequence, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
