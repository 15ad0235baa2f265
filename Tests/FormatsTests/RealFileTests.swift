import Foundation
import Testing

/// One of the forms in which the same neighbourhoods come.
struct Container: CustomTestStringConvertible {
    let name: String
    let crs: String?
    var encoding: String?
    var testDescription: String { name }

    static let mahalle = [
        Container(name: "gaziantep_mahalle_cp1254_nocpg.zip", crs: "EPSG:4326", encoding: "CP1254"),
        Container(name: "gaziantep_mahalle_noprj.zip", crs: nil, encoding: "windows-1254"),
        Container(name: "gaziantep_mahalle_tureftm36_utf8.zip", crs: "EPSG:5256"),
        Container(name: "gaziantep_mahalle_utm37_cp1254.zip", crs: "EPSG:32637"),
        Container(name: "gaziantep_mahalle.gpkg", crs: "EPSG:4326"),
    ]
}

@Suite("Real files are read as they are")
struct RealFileTests {
    @Test(
        "Every container of the 784 Gaziantep mahalle gives all of them, with its own CRS and right letters",
        .enabled(if: SharedData.isThere("derived_encodings")), arguments: Container.mahalle)
    func mahalle(_ container: Container) throws {
        let file = SharedData.path("derived_encodings/" + container.name)
        let encoding = container.encoding.map { ["--encoding", $0] } ?? []
        let run = try FormatsProgram.run(words: ["read", file] + encoding)
        #expect(run.status == 0, "\(run.errorOutput)")
        let records = try run.records
        #expect(records.features.count == 784)
        #expect(records.end?["count"] as? Int == 784)
        #expect(records.header["crs"] as? String == container.crs)
        #expect(records.texts("name").contains("Eyüpoğlu Mh."))
        #expect(!records.texts("name").contains { $0?.contains("ð") ?? true })
        #expect(records.features.allSatisfy { $0["geometry"] is [String: Any] })
    }

    @Test(
        "Coordinates are the file's own, east first, to the last bit that GDAL prints",
        .enabled(if: SharedData.isThere("derived_encodings")), arguments: Container.mahalle.dropFirst(2))
    func coordinates(_ container: Container) throws {
        let file = SharedData.path("derived_encodings/" + container.name)
        let ours = try FormatsProgram.run("read", file).records
        let path = container.name.hasSuffix(".zip") ? "/vsizip/" + file : file
        let layer = container.name.hasSuffix(".zip") ? String(container.name.dropLast(4)) : "mahalle"
        let text = try FormatsProgram.oracle("ogrinfo", "-ro", "-q", path, layer, "-fields=NO")
        let printed = text.split(separator: "\n").filter { $0.contains("POLYGON") }
        #expect(printed.count == 784 && ours.features.count == 784)
        for (feature, line) in zip(ours.features, printed) {
            let numbers = line.split { !"0123456789.-e".contains($0) }.compactMap { Double($0) }
            let mine = flat((feature["geometry"] as? [String: Any])?["coordinates"])
            // ogrinfo prints 15 significant digits, so half a unit of the 15th may differ.
            let isSame =
                numbers.count == mine.count
                && zip(numbers, mine).allSatisfy { abs($0 - $1) <= abs($0) * 1e-14 }
            try #require(isSame, "feature \(feature["id"] ?? "?")")
        }
    }

    private func flat(_ value: Any?) -> [Double] {
        if let number = value as? Double { return [number] }
        return (value as? [Any] ?? []).flatMap { flat($0) }
    }

    @Test(
        "Info hands out the raw bytes of a Shapefile that does not say its encoding, and none of one that does",
        .enabled(if: SharedData.isThere("derived_encodings")))
    func rawSamples() throws {
        let silent = try FormatsProgram.run(
            "info", SharedData.path("derived_encodings/gaziantep_mahalle_cp1254_nocpg.zip")
        ).object
        let samples = (silent["rawSamples"] as? [String] ?? []).compactMap { Data(base64Encoded: $0) }
        #expect(samples.count == 200)
        #expect(
            samples.contains(Data([0x45, 0x79, 0xFC, 0x70, 0x6F, 0xF0, 0x6C, 0x75, 0x20, 0x4D, 0x68, 0x2E])))
        let layer = (silent["layers"] as? [[String: Any]])?.first
        #expect(layer?["encodingDeclared"] is NSNull)
        let telling = try FormatsProgram.run(
            "info", SharedData.path("derived_encodings/gaziantep_mahalle_utm37_cp1254.zip")
        ).object
        #expect((telling["rawSamples"] as? [String]) == [])
        #expect((telling["layers"] as? [[String: Any]])?.first?["encodingDeclared"] as? String == "CP1254")
    }

    @Test(
        "Text of no known encoding is asked about, not garbled",
        .enabled(if: SharedData.isThere("derived_encodings")))
    func unknownEncoding() throws {
        let file = SharedData.path("derived_encodings/palestine_places_cp1256_nocpg.zip")
        let run = try FormatsProgram.run("read", file)
        #expect(run.status == 65)
        #expect(try run.records.end == nil)
        #expect(try (run.failure["remedy"] as? String)?.contains("--encoding") == true)
        let told = try FormatsProgram.run("read", file, "--encoding", "CP1256").records
        #expect(told.features.count == 1443)
        #expect(told.texts("name_ar").first == "رام الله")
    }

    @Test("The Palestine grid is recognised", .enabled(if: SharedData.isThere("derived_encodings")))
    func palestineGrid() throws {
        let file = SharedData.path("derived_encodings/palestine_places_palgrid28191_utf8.zip")
        let records = try FormatsProgram.run("read", file).records
        #expect(records.header["crs"] as? String == "EPSG:28191")
        #expect(records.texts("name_ar").first == "رام الله")
    }

    @Test(
        "The second layer of a GeoPackage is read by name",
        .enabled(if: SharedData.isThere("derived_encodings")))
    func secondLayer() throws {
        let file = SharedData.path("derived_encodings/gaziantep_mahalle.gpkg")
        let records = try FormatsProgram.run("read", file, "--layer", "stations").records
        #expect(records.features.count == 13)
        let first = try FormatsProgram.run("read", file).records
        #expect(first.warnings.contains { $0.contains("stations") && $0.contains("--layer") })
    }

    @Test(
        "Districts in an ArcGIS KML get their attributes out of the description's table",
        .enabled(if: SharedData.isThere("gaziantep_rescue")))
    func describedAttributes() throws {
        let records = try FormatsProgram.run("read", SharedData.path("gaziantep_rescue/districts.kml"))
            .records
        #expect(records.features.count == 9)
        #expect(
            Set(records.texts("AD").compactMap(\.self)) == [
                "ARABAN", "NİZİP", "NURDAĞI", "OĞUZELİ", "YAVUZELİ", "İSLAHİYE", "KARKAMIŞ", "ŞAHİNBEY",
                "ŞEHİTKAMİL",
            ])
        #expect(records.values("KIMLIKNO").first as? Int == 1139)
        #expect(records.texts("description").allSatisfy { $0?.contains("<table") == true })
        #expect(records.header["geometryType"] as? String == "MultiPolygon")
    }

    @Test("Placemarks without a table keep their names", .enabled(if: SharedData.isThere("gaziantep_rescue")))
    func stations() throws {
        let records = try FormatsProgram.run("read", SharedData.path("gaziantep_rescue/stations.kml")).records
        #expect(records.features.count == 13)
        #expect(records.texts("name").first == "Karataş İstasyonu")
        let point = (records.features.first?["geometry"] as? [String: Any])?["coordinates"] as? [Double]
        #expect(point == [37.34032251805342, 37.0150455425221])
    }

    @Test(
        "A sheet of nothing but text has its header found",
        .enabled(if: SharedData.isThere("turkey_closed_neighbourhoods")))
    func textSheet() throws {
        let file = SharedData.path("turkey_closed_neighbourhoods/Kapali-Mahalleler.xlsx")
        let records = try FormatsProgram.run("read", file).records
        #expect(records.features.count == 1169)
        #expect(records.texts("ILCE").first == "Ceyhan")
        #expect(records.values("Sıra No").first as? Int == 1)
        #expect(records.features.first?["geometry"] is NSNull)
    }

    @Test("A spreadsheet of 311 calls has typed columns", .enabled(if: SharedData.isThere("baltimore_311")))
    func typedSheet() throws {
        let records = try FormatsProgram.run("read", SharedData.path("baltimore_311/311_sample.xlsx")).records
        #expect(records.features.count == 10_000)
        let types = (records.header["fields"] as? [[String: String]] ?? []).map {
            ($0["name"] ?? "", $0["type"] ?? "")
        }
        #expect(Dictionary(types) { $1 }["Latitude"] == "decimal")
        #expect(Dictionary(types) { $1 }["ZipCode"] == "integer")
        #expect(records.texts("SRRecordID").first == "18-00269879")
    }
}
