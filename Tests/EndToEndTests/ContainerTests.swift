import Foundation
import Testing

/// Real files in the containers offices send: KML, KMZ, GeoPackage, XLSX, and CSVs as spreadsheets write them.
@Suite("Containers of real files")
struct ContainerTests {
    /// Proposes a layer from the file, imports the file, and answers the report.
    private func bring(
        _ file: String, as layer: String, into city: Workspace, _ flags: String...
    ) throws -> [String: Any] {
        let made = try city.run(
            ["layer", "new", layer, "--from", file, "--department", "planning"] + flags)
        try #require(made.status == 0, "\(made.error)")
        try city.tabaqa("init")
        let result = try city.run(["import", layer, file, "--json"] + flags)
        try #require(result.status == 0, "\(result.error)")
        return try result.json()
    }

    private func exported(_ city: Workspace, _ layer: String) throws -> [[String: String]] {
        try city.tabaqa("export", layer, "-o", layer + ".csv", "--include-flagged")
        return try city.csv(layer + ".csv")
    }

    @Test(.enabled(if: Shared.has("gaziantep_rescue"), "shared data absent"))
    func `A KML and the same KML zipped are the same districts`() throws {
        let city = try Workspace()
        let file = Shared.data("gaziantep_rescue/districts.kml")
        #expect(try bring(file, as: "ilce", into: city)["stored"] as? Int == 9)
        try FileManager.default.copyItem(atPath: file, toPath: city.path("doc.kml"))
        let zipped = try Command.run("zip", ["-q", "districts.kmz", "doc.kml"], in: city.folder)
        try #require(zipped.status == 0, "\(zipped.error)")
        #expect(try bring("districts.kmz", as: "zipped", into: city)["stored"] as? Int == 9)
        // Names sit in the HTML tables of the descriptions; the GeoJSON twin has them plain.
        let twin = Shared.data("gaziantep_rescue/districts.geojson")
        #expect(try bring(twin, as: "twin", into: city)["stored"] as? Int == 9)
        let names = try exported(city, "twin").compactMap { $0["name"] }.sorted()
        for layer in ["ilce", "zipped"] {
            #expect(try exported(city, layer).compactMap { $0["ad"] }.sorted() == names)
        }
    }

    @Test(
        .enabled(if: Shared.has("jordan_admin"), "shared data absent"),
        arguments: [
            ("gov_simpl_20m.gpkg", 12), ("dis_simpl_20m.gpkg", 51), ("subdis_simpl_20m.gpkg", 89),
        ])
    func `Jordan's GeoPackages are stored whole, names in Arabic and columns of seventy letters`(
        _ file: String, _ rows: Int
    ) throws {
        let city = try Workspace(zone: "Asia/Amman", metricCRS: "EPSG:32637", languages: "[ar, en]")
        let report = try bring(Shared.data("jordan_admin/" + file), as: "areas", into: city)
        #expect(report["read"] as? Int == rows)
        #expect(report["stored"] as? Int == rows)
        let stored = try exported(city, "areas")
        #expect(stored.count == rows)
        let words = ["العقبة", "لواء", "قضاء"]
        #expect(stored.contains { row in words.contains { row["name"]?.contains($0) == true } })
    }

    @Test(.enabled(if: Shared.has("derived_encodings"), "shared data absent"))
    func `A GeoPackage of two tables asks which, and takes the one named`() throws {
        let city = try Workspace()
        let file = Shared.data("derived_encodings/gaziantep_mahalle.gpkg")
        let asked = try city.run(["layer", "new", "mahalle", "--from", file, "--department", "planning"])
        #expect(asked.status == 64)
        for wanted in ["mahalle", "stations", "--table"] { #expect(asked.error.contains(wanted)) }
        #expect(try bring(file, as: "mahalle", into: city, "--table", "mahalle")["stored"] as? Int == 784)
        #expect(try bring(file, as: "stations", into: city, "--table", "stations")["stored"] as? Int == 13)
    }

    @Test(.enabled(if: Shared.has("baltimore_311"), "shared data absent"))
    func `A spreadsheet of requests is accounted for like its CSV twin`() throws {
        let city = try Workspace(zone: "America/New_York", metricCRS: "EPSG:32618")
        let report = try bring(
            Shared.data("baltimore_311/311_sample.xlsx"), as: "requests", into: city, "--dates", "m/d/y")
        #expect(report["read"] as? Int == 10_000)
        #expect(report["stored"] as? Int == 9_410)
        #expect((report["rejected"] as? [String: Int])?["no-coordinates"] == 590)
        #expect((report["flagged"] as? [String: Int])?["whole-degrees"] == 892)
    }

    @Test(.enabled(if: Shared.has("turkey_closed_neighbourhoods"), "shared data absent"))
    func `The list of closed neighbourhoods is the same from CSV and from XLSX`() throws {
        let city = try Workspace()
        let folder = "turkey_closed_neighbourhoods/"
        for (layer, file) in [("listed", "Kapali-Mahalleler.csv"), ("sheet", "Kapali-Mahalleler.xlsx")] {
            #expect(try bring(Shared.data(folder + file), as: layer, into: city)["stored"] as? Int == 1_169)
        }
        let rows = try ["listed", "sheet"].map { layer in
            try exported(city, layer).map { row in
                ["sira_no", "il", "ilce", "mahalle"].map { row[$0] ?? "–" }.joined(separator: "|")
            }.sorted()
        }
        #expect(rows[0] == rows[1])
        #expect(rows[0].contains { $0.contains("|Gaziantep|") })
    }

    @Test(
        .enabled(if: Shared.has("derived_encodings") && Shared.has("turkey_mahalle"), "shared data absent"))
    func `Decimal commas, semicolons and Windows-1254 give the centres of the GeoJSON`() throws {
        let city = try Workspace()
        let file = Shared.data(
            "derived_encodings/gaziantep_mahalle_centroids_decimalcomma_semicolon_cp1254.csv")
        let unnamed = try city.run(["layer", "new", "centres", "--from", file, "--department", "planning"])
        #expect(unnamed.status == 65)
        #expect(unnamed.error.contains("--encoding windows-1254"))
        let report = try bring(file, as: "centres", into: city, "--encoding", "windows-1254")
        #expect(report["stored"] as? Int == 784)
        #expect(report["flaggedRows"] as? Int == 0)

        let root = try #require(
            try JSONSerialization.jsonObject(
                with: Data(
                    contentsOf: URL(
                        fileURLWithPath: Shared.data("turkey_mahalle/gaziantep_mahalle.geojson"))))
                as? [String: Any])
        var names: [String: String] = [:]
        for feature in try #require(root["features"] as? [[String: Any]]) {
            let properties = try #require(feature["properties"] as? [String: Any])
            names["\(properties["id"] ?? "")"] = properties["name"] as? String
        }
        let rows = try exported(city, "centres")
        for row in rows {
            let id = try #require(row["source_id"])
            #expect(row["name"] == names[id])
            let (x, y) = (Double(row["x"] ?? ""), Double(row["y"] ?? ""))
            #expect((36.4...38.2).contains(x ?? 0) && (36.7...37.6).contains(y ?? 0), "\(id)")
        }
    }

    @Test(
        .enabled(
            if: Oracle.isThere && Shared.has("derived_encodings") && Shared.has("turkey_mahalle"),
            "shared data or TABAQA_PYTHON absent"))
    func `Places with swapped axes are flagged against the boundary, as many as GEOS finds outside`() throws {
        let city = try Workspace(boundary: "hatay")
        let all = try #require(
            try JSONSerialization.jsonObject(
                with: Data(
                    contentsOf: URL(fileURLWithPath: Shared.data("turkey_mahalle/se_turkey_ilce.geojson"))))
                as? [String: Any])
        let features = try #require(all["features"] as? [[String: Any]]).filter {
            ($0["properties"] as? [String: Any])?["cityId"] as? Int == 31
        }
        let hatay: [String: Any] = ["type": "FeatureCollection", "features": features]
        try JSONSerialization.data(withJSONObject: hatay)
            .write(to: city.folder.appendingPathComponent("hatay.geojson"))
        // The city names the boundary before the layer is there; propose it without.
        let settings = try city.text("Layers/city.yaml")
        try city.write(settings.replacingOccurrences(of: "boundary: hatay", with: ""), to: "Layers/city.yaml")
        let file = Shared.data("derived_encodings/assembly_areas_SWAPPED_latlon.csv")
        for (layer, source) in [("hatay", "hatay.geojson"), ("assembly", file)] {
            let made = try city.run(["layer", "new", layer, "--from", source, "--department", "works"])
            try #require(made.status == 0, "\(made.error)")
        }
        try city.write(settings, to: "Layers/city.yaml")
        try city.write(
            city.text("Layers/works/assembly.yaml") + "\nrules:\n  - { inside: hatay, otherwise: flag }\n",
            to: "Layers/works/assembly.yaml")
        try city.tabaqa("init")
        try city.tabaqa("import", "hatay", "hatay.geojson")
        let report = try city.answer("import", "assembly", file)
        let flagged = try #require(report["flagged"] as? [String: Int])
        let truth = try Oracle.run(
            "areas_of_points.py", file, "lon", "lat", "hatay.geojson", "id", in: city.folder
        ).json()
        #expect(report["stored"] as? Int == 1_406)
        #expect(flagged["outside-boundary"] == truth["unassigned"] as? Int)
        #expect((flagged["outside-boundary"] ?? 0) > 900)
        #expect((flagged["swapped-axes"] ?? 0) > 100)
    }

    @Test(arguments: ["geojson", "geojsons", "csv", "gpkg", "shp", "kml", "xlsx"])
    func `GDAL counts in every format we write as many rows as the layer has`(_ format: String) throws {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try city.tabaqa("import", "schools", Shared.sample("schools.csv"), "--crs", "EPSG:32637")
        let report = try city.answer("export", "schools", "-o", "schools." + format)
        let info = try Command.run("ogrinfo", ["-so", "-al", "schools." + format], in: city.folder)
        try #require(info.status == 0, "\(info.error)")
        let rows = try #require(report["rows"] as? Int)
        #expect(rows > 20)
        #expect(info.output.contains("Feature Count: \(rows)\n"))
        #expect(!info.error.contains("ERROR"), "\(info.error)")
    }

    @Test(arguments: ["geojson", "geojsons", "csv", "gpkg", "kml"])
    func `What one store exports another imports, row for row`(_ format: String) throws {
        let city = try Workspace(layers: Shared.layers)
        let other = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try other.tabaqa("init")
        for (layer, rows) in [("health-facilities", 20), ("neighbourhoods", 59)] {
            try city.tabaqa("import", layer, Shared.sample(layer + ".geojson"))
            let file = "\(layer).\(format)"
            try city.tabaqa("export", layer, "-o", file, "--include-flagged")
            let flags = format == "csv" ? ["--crs", "EPSG:4326"] : []
            let read = try other.run(["import", layer, city.path(file)] + flags)
            try #require(read.status == 0, "\(read.error)")
            for place in [city, other] {
                try place.tabaqa("export", layer, "-o", "all.csv", "--include-flagged")
            }
            #expect(try city.csv("all.csv").count >= rows)
            #expect(try city.data("all.csv") == other.data("all.csv"), "\(layer)")
        }
    }

    @Test func `A file without a key is not imported twice unawares, and exact duplicates are flagged`()
        throws
    {
        let city = try Workspace()
        try city.write(
            "name,longitude,latitude\nA,37.1,37.2\nA,37.1,37.2\nB,37.1,37.2\n", to: "list.csv")
        let report = try bring("list.csv", as: "trees", into: city)
        #expect(report["stored"] as? Int == 3)
        #expect((report["flagged"] as? [String: Int])?["exact-duplicate"] == 1)
        let twice = try city.run(["import", "trees", "list.csv"])
        #expect(twice.status == 65)
        #expect(twice.error.contains("--again") && twice.error.contains("--key"), "\(twice.error)")
        #expect(try exported(city, "trees").count == 3)
        try city.tabaqa("import", "trees", "list.csv", "--again")
        #expect(try exported(city, "trees").count == 6)
    }
}
