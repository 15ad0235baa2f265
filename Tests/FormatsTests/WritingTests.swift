import Foundation
import Testing

@Suite("What is written reads back")
struct WritingTests {
    @Test("A GeoPackage holds every value exactly")
    func geoPackage() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("olaylar.gpkg")
        let run = try FormatsProgram.run("write", file, "--format", "GPKG", input: try SampleRows.stream())
        #expect(run.status == 0, "\(run.errorOutput)")
        #expect(try run.object["count"] as? Int == 6)
        #expect(try folder.names == ["olaylar.gpkg"])
        let text = try FormatsProgram.oracle("ogrinfo", "-ro", "-al", file)
        for expected in [
            "Feature Count: 6", "32637", "name (String) = غازي عنتاب", "big (Integer64) = 9007199254740993",
            "loss (Real) = 1.1", "open (Integer(Boolean)) = 1", "day (Date) = 2024/02/29",
            "at (DateTime) = 2024/02/06 14:50:00.250+00", "POINT (355616.095277 4102635.5)",
        ] { #expect(text.contains(expected), "\(expected)") }
        let records = try FormatsProgram.run("read", file).records
        #expect(records.header["crs"] as? String == "EPSG:32637")
        #expect(records.texts("name").prefix(3).elementsEqual(SampleRows.names))
        #expect(records.values("n").prefix(5).map { $0 as? Int } == [-2, -1, 0, 1, 2])
        #expect(records.values("big").first as? Int == 9_007_199_254_740_993)
        #expect(records.texts("at").first == "2024-02-06T14:50:00.250Z")
        #expect(records.texts("day").first == "2024-02-29")
        #expect(records.values("open").first as? Bool == true)
        #expect(records.features.last?["geometry"] is NSNull)
        #expect(records.values("n").last.map { $0 is NSNull } == true)
    }

    @Test(
        "A Shapefile keeps its letters, its CRS and the time of day",
        arguments: ["olaylar.shp", "olaylar.zip"])
    func shapefile(_ name: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path(name)
        let run = try FormatsProgram.run(
            "write", file, "--format", "ESRI Shapefile", input: try SampleRows.stream())
        #expect(run.status == 0, "\(run.errorOutput)")
        #expect(try folder.names.contains(name))
        let text = try FormatsProgram.oracle(
            "ogrinfo", "-ro", "-al", name.hasSuffix("zip") ? "/vsizip/" + file : file)
        for expected in [
            "Layer name: olaylar", "Feature Count: 6", "Eyüpoğlu", "POINT (355616.095277 4102635.5)",
        ] {
            #expect(text.contains(expected), "\(expected)")
        }
        let records = try FormatsProgram.run("read", file).records
        #expect(records.header["crs"] as? String == "EPSG:32637")
        #expect(records.header["encodingDeclared"] as? String == "UTF-8")
        #expect(records.texts("name").prefix(3).elementsEqual(SampleRows.names))
        #expect(records.texts("at").first == "2024-02-06T14:50:00.250Z")
    }

    @Test("A Shapefile written over an older one does not keep that one's index")
    func staleIndex() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Data("old".utf8), as: "olaylar.qix")
        let file = folder.path("olaylar.shp")
        #expect(
            try FormatsProgram.run(
                "write", file, "--format", "ESRI Shapefile", input: try SampleRows.stream()
            ).status == 0)
        #expect(try !folder.names.contains("olaylar.qix"))
    }

    @Test(
        "A GeoPackage holds moments in UTC",
        arguments: [
            ("2024-02-29T23:30:00-03:00", "2024-03-01T02:30:00Z"),
            ("2024-01-01T00:10:00.5+03:00", "2023-12-31T21:10:00.500Z"),
            ("2023-03-01T01:00:00+05:45", "2023-02-28T19:15:00Z"),
            ("2024-05-05T10:00:00Z", "2024-05-05T10:00:00Z"),
            ("2024-12-31T23:59:59-00:15", "2025-01-01T00:14:59Z"),
            ("2024-05-05T10:00:00", "2024-05-05T10:00:00"),
        ])
    func moments(_ sent: String, _ stored: String) throws {
        let folder = try TemporaryFolder()
        let records: [[String: Any]] = [
            [
                "tabaqa": "header", "name": "a", "geometryType": "None", "crs": NSNull(),
                "fields": [["name": "at", "type": "dateTime"]],
            ],
            ["type": "Feature", "geometry": NSNull(), "properties": ["at": sent]],
            ["tabaqa": "end", "count": 1],
        ]
        let file = folder.path("a.gpkg")
        let run = try FormatsProgram.run(
            "write", file, "--format", "GPKG", input: try TextSequence.data(records))
        #expect(run.status == 0, "\(run.errorOutput)")
        #expect(try FormatsProgram.run("read", file).records.texts("at") == [stored])
    }

    @Test("A KML is written in degrees, and refused in metres")
    func kml() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("olaylar.kml")
        let metres = try FormatsProgram.run("write", file, "--format", "KML", input: try SampleRows.stream())
        #expect(metres.status == 65)
        #expect(try folder.names == [])
        let run = try FormatsProgram.run(
            "write", file, "--format", "KML", input: try SampleRows.stream(crs: "EPSG:4326"))
        #expect(run.status == 0, "\(run.errorOutput)")
        let text = try FormatsProgram.oracle("ogrinfo", "-ro", "-al", file)
        #expect(text.contains("(38.3 37.05"))
        let records = try FormatsProgram.run("read", file).records
        #expect(records.texts("name").prefix(3).elementsEqual(SampleRows.names))
        #expect(records.texts("at").first == "2024-02-06T14:50:00.250Z")
        #expect(records.texts("open").first == "true")
    }

    @Test("Spreadsheets keep types, and say what they have no room for", arguments: ["XLSX", "ODS"])
    func sheets(_ format: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.path("olaylar." + format.lowercased())
        let run = try FormatsProgram.run(
            "write", file, "--format", format, input: try SampleRows.stream(lastIsEmpty: false))
        #expect(run.status == 0, "\(run.errorOutput)")
        let warnings = try run.object["warnings"] as? [String] ?? []
        #expect(warnings.contains { $0.contains("geometry") })
        #expect(warnings.contains { $0.contains("time zones") })
        let records = try FormatsProgram.run("read", file).records
        #expect(records.features.count == 5)
        #expect(records.texts("name").prefix(3).elementsEqual(SampleRows.names))
        #expect(records.values("n").map { $0 as? Int } == [-2, -1, 0, 1, 2])
        #expect(records.texts("day").first == "2024-02-29")
        #expect(records.texts("at").first == "2024-02-06T14:50:00.250")
        #expect(records.values("open").first as? Bool == true)
        #expect(records.header["crs"] is NSNull)
    }

    @Test("A FlatGeobuf keeps the order of rows, and refuses one without geometry rather than lose it")
    func flatGeobuf() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("olaylar.fgb")
        let lossy = try FormatsProgram.run(
            "write", file, "--format", "FlatGeobuf", input: try SampleRows.stream())
        #expect(lossy.status == 65)
        let whole = try SampleRows.stream(lastIsEmpty: false)
        #expect(try FormatsProgram.run("write", file, "--format", "FlatGeobuf", input: whole).status == 0)
        let records = try FormatsProgram.run("read", file).records
        #expect(records.values("n").map { $0 as? Int } == [-2, -1, 0, 1, 2])
    }

    @Test("A CSV has the coordinates as columns")
    func csv() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("olaylar.csv")
        #expect(
            try FormatsProgram.run("write", file, "--format", "CSV", input: try SampleRows.stream()).status
                == 0)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        #expect(lines[0] == "X,Y,name,n,big,loss,open,day,at")
        #expect(lines[1].hasPrefix("355616.095277,4102635.5,Eyüpoğlu,"))
        #expect(lines[1].hasSuffix(",true,2024-02-29,2024-02-06T14:50:00.250Z"))
    }

    @Test("Every kind of geometry comes back as it went, through a GeoPackage")
    func geometries() throws {
        let ring = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
        let hole = [[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]]
        let far = ring.map { [$0[0] + 10, $0[1] + 0.1] }
        let shapes: [[String: Any]] = [
            ["type": "Point", "coordinates": [1.5, -2.25]],
            ["type": "LineString", "coordinates": ring],
            ["type": "Polygon", "coordinates": [ring, hole]],
            ["type": "MultiPoint", "coordinates": hole],
            ["type": "MultiLineString", "coordinates": [ring, hole]],
            ["type": "MultiPolygon", "coordinates": [[ring, hole], [far]]],
        ]
        let collection: [String: Any] = ["type": "GeometryCollection", "geometries": shapes]
        var records: [[String: Any]] = [
            [
                "tabaqa": "header", "name": "all", "geometryType": "Geometry", "crs": "EPSG:4326",
                "fields": [] as [Any],
            ]
        ]
        records += (shapes + [collection]).map {
            ["type": "Feature", "geometry": $0, "properties": [:] as [String: Any]]
        }
        records.append(["tabaqa": "end", "count": 7])
        let folder = try TemporaryFolder()
        let file = folder.path("all.gpkg")
        let run = try FormatsProgram.run(
            "write", file, "--format", "GPKG", input: try TextSequence.data(records))
        #expect(run.status == 0, "\(run.errorOutput)")
        let back = try FormatsProgram.run("read", file).records.features.compactMap {
            $0["geometry"] as? NSDictionary
        }
        #expect(back == (shapes + [collection]).map { $0 as NSDictionary })
    }
}
