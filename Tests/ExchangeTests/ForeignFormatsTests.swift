import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

struct ForeignFormatsTests {
    /// The program beside the tests, or where the environment says.
    static let executable: String =
        ProcessInfo.processInfo.environment["TABAQA_FORMATS"]
        ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "tabaqa-formats").path(percentEncoded: false)

    static let isThere = FileManager.default.isExecutableFile(atPath: executable)

    static func open(
        _ file: String, _ change: (inout ReadOptions) -> Void = { _ in }
    ) throws -> any RecordReader {
        var options = ReadOptions()
        change(&options)
        return try RecordSource.open(
            path: SharedData.path(file), options: options, languages: [.ar, .tr, .en],
            formatsExecutable: executable)
    }

    static func count(_ reader: any RecordReader) throws -> (rows: Int, places: Int, names: Set<String>) {
        var rows = 0
        var places = 0
        var names = Set<String>()
        while let batch = try reader.next() {
            rows += batch.count
            if let geometry = batch.geometry { places += (0..<batch.count).count { geometry[$0] != nil } }
            for row in 0..<batch.count {
                for name in ["name", "name_ar"] { if let text = batch.cell(name, row) { names.insert(text) } }
            }
        }
        return (rows, places, names)
    }

    @Test(.enabled(if: isThere && SharedData.has("data"), "tabaqa-formats or the real data is absent"))
    func turkishAndArabicShapefilesWithoutEncodingAreReadByTheCitysLanguages() throws {
        let turkish = try Self.open("data/derived_encodings/gaziantep_mahalle_cp1254_nocpg.zip")
        let names = try Self.count(turkish)
        #expect(names.rows == 784)
        #expect(names.places == 784)
        #expect(names.names.contains { $0.hasPrefix("Eyüpoğlu") })
        #expect(!names.names.contains { $0.contains("ð") })
        #expect(turkish.warnings.contains { $0.contains("windows-1254") })
        let arabic = try Self.open("data/derived_encodings/palestine_places_cp1256_nocpg.zip")
        let places = try Self.count(arabic)
        #expect(places.rows == 1443)
        #expect(places.names.contains("رام الله"))
        #expect(arabic.warnings.contains { $0.contains("windows-1256") })
    }

    @Test(.enabled(if: isThere && SharedData.has("data"), "tabaqa-formats or the real data is absent"))
    func coordinateSystemsAreThoseOfTheFileOrRefused() throws {
        #expect(
            try Self.open("data/derived_encodings/gaziantep_mahalle_utm37_cp1254.zip").crs == CRS(epsg: 32637)
        )
        #expect(
            try Self.open("data/derived_encodings/gaziantep_mahalle_tureftm36_utf8.zip").crs
                == CRS(epsg: 5256))
        let unknown = try Self.open("data/derived_encodings/gaziantep_mahalle_noprj.zip")
        let fault = #expect(throws: Fault.self) { try unknown.knownCRS() }
        #expect(fault?.code == .importCRSUnknown)
        #expect(fault?.remedy?.contains("--crs") == true)
        #expect(
            try Self.open("data/derived_encodings/gaziantep_mahalle_noprj.zip") { $0.crs = .wgs84 }.knownCRS()
                == .wgs84)
    }

    @Test(.enabled(if: isThere && SharedData.has("data"), "tabaqa-formats or the real data is absent"))
    func sheetsAndKMLAndSeveralLayersAreRead() throws {
        let sheet = try Self.open("data/baltimore_311/311_sample.xlsx")
        #expect(sheet.crs == .wgs84)
        let calls = try Self.count(sheet)
        #expect(calls.rows == 10000)
        #expect(calls.places == 10000 - 590)
        #expect(
            try Self.count(Self.open("data/turkey_closed_neighbourhoods/Kapali-Mahalleler.xlsx")).rows == 1169
        )
        #expect(try Self.count(Self.open("data/gaziantep_rescue/districts.kml")).places == 9)
        #expect(try Self.count(Self.open("data/gaziantep_rescue/stations.kml")).places == 13)
        let fault = #expect(throws: Fault.self) {
            try Self.open("data/derived_encodings/gaziantep_mahalle.gpkg")
        }
        #expect(fault?.remedy?.contains("--table") == true)
    }

    @Test(.enabled(if: isThere, "tabaqa-formats is absent"))
    func whatIsWrittenIsReadBackAndADamagedFileIsAFault() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "t.gpkg").path
        let writer = try FormatsWriter(driver: "GPKG", to: path, formatsExecutable: Self.executable)
        try writer.begin(
            name: "t", geometryType: "Point", crs: CRS(epsg: 32637),
            fields: [.init(name: "ad \"x\"", type: .string), .init(name: "n", type: .integer)])
        try writer.write(
            Array(
                "\u{1E}{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[500000,4100000]},\"properties\":{\"ad \\\"x\\\"\":\"غزة\",\"n\":7}}\n"
                    .utf8))
        try writer.end(count: 1)
        let reader = try RecordSource.open(path: path, languages: [.tr], formatsExecutable: Self.executable)
        #expect(reader.crs == CRS(epsg: 32637))
        let batch = try #require(try reader.next())
        #expect(batch.cell("ad \"x\"", 0) == "غزة")
        #expect(batch.cell("n", 0) == "7")
        #expect(batch.geometry?[0] == .point(Position(x: 500000, y: 4_100_000)))
        #expect(try reader.next() == nil)
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes.removeLast(bytes.count / 2)
        try bytes.write(to: URL(filePath: path))
        #expect(throws: Fault.self) {
            let reader = try RecordSource.open(
                path: path, languages: [.tr], formatsExecutable: Self.executable)
            while try reader.next() != nil {}
        }
    }

    @Test func aMissingProgramIsAFaultThatSaysSo() throws {
        let fault = #expect(throws: Fault.self) {
            try RecordSource.open(
                path: "x.gpkg", languages: [.tr], formatsExecutable: "/nowhere/tabaqa-formats")
        }
        #expect(fault?.message.contains("tabaqa-formats") == true)
    }

    @Test func theEncodingOfNamesIsToldByTheCitysLanguages() {
        let turkish: [[UInt8]] = [
            [0x45, 0x79, 0xFC, 0x70, 0x6F, 0xF0, 0x6C, 0x75], [0xDE, 0x61, 0x68, 0x76, 0x65, 0x6C, 0x69],
        ]
        #expect(EncodingGuess.guess(samples: turkish, languages: [.ar, .tr, .en]).encoding == .windows1254)
        #expect(
            EncodingGuess.guess(samples: turkish, languages: [.ar, .tr, .en]).names == [
                "Eyüpoğlu", "Şahveli",
            ])
        let arabic: [[UInt8]] = [[0xDB, 0xD2, 0xC9], [0xD1, 0xC7, 0xE3, 0x20, 0xC7, 0xE1, 0xE1, 0xE5]]
        #expect(EncodingGuess.guess(samples: arabic, languages: [.tr, .ar]).encoding == .windows1256)
        #expect(EncodingGuess.guess(samples: [Array("Eyüpoğlu".utf8)], languages: [.tr]).encoding == .utf8)
    }
}
