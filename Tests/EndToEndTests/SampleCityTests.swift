import Foundation
import Testing

/// The main job on the project's own city.
@Suite("Sample city")
struct SampleCityTests {
    private func city(_ layers: [(String, String, [String])]) throws -> Workspace {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        for (layer, file, flags) in [("city-boundary", "city-boundary.geojson", [])] + layers {
            let result = try city.run(["import", layer, Shared.sample(file)] + flags)
            try #require(result.status == 0, "\(file): \(result.error)")
        }
        return city
    }

    private let areas: [(String, String, [String])] = [
        ("neighbourhoods", "neighbourhoods.geojson", []),
        ("neighbourhoods", "population.csv", ["--key", "code", "--update"]),
    ]

    @Test func `The definitions are sound in every language`() throws {
        let result = try Workspace(layers: Shared.layers).run(["check", "--strict"])
        #expect(result.status == 0, "\(result.error)")
    }

    @Test func `Every row of the fire incidents ends stored, flagged or rejected`() throws {
        let city = try city([])
        let report = try city.answer("import", "fire-incidents", Shared.sample("fire-incidents.csv"))
        #expect(report["read"] as? Int == 4_303)
        #expect(report["stored"] as? Int == 4_293)
        #expect(report["rejectedRows"] as? Int == 10)
        let flagged = try #require(report["flagged"] as? [String: Int])
        #expect(flagged["null-island"] == 5)
        #expect(flagged["whole-degrees"] == 3)
        #expect(flagged["swapped-axes"] == 4)
        #expect(flagged["near-duplicate"] ?? 0 >= 3)
        let again = try city.answer("import", "fire-incidents", Shared.sample("fire-incidents.csv"))
        #expect(again["unchanged"] as? Int == 4_293)
        #expect(again["revision"] as? Int == report["revision"] as? Int)
    }

    @Test func `A population table fills a column of the neighbourhoods and leaves the rest`() throws {
        let city = try city(areas)
        try city.tabaqa("export", "neighbourhoods", "-o", "n.csv")
        let rows = try city.csv("n.csv")
        #expect(rows.count == 59)
        let written = try CSVText.rows(
            String(contentsOfFile: Shared.sample("population.csv"), encoding: .utf8)
                .replacingOccurrences(of: ";", with: ","))
        #expect(written.count == 59)
        #expect(rows.reduce(0) { $0 + (Int($1["population"] ?? "") ?? 0) } > 1_000_000)
        #expect(rows.allSatisfy { ($0["name"] ?? "").isEmpty == false })
    }

    @Test
    func `Areas and the unassigned row add up, and places agree with the neighbourhood written beside them`()
        throws
    {
        let city = try city(areas + [("fire-incidents", "fire-incidents.csv", [])])
        let answer = try city.answer(
            "join", "fire-incidents", "neighbourhoods", "--count", "--per", "population", "-o", "f.csv")
        let rows = try city.csv("f.csv")
        #expect(rows.count == 60)
        #expect(rows.last?["code"] == "unassigned")
        #expect(rows.reduce(0) { $0 + (Int($1["count"] ?? "") ?? 0) } == 4_293)
        #expect(answer["suspect"] as? Int == 12)
        try city.tabaqa("join", "fire-incidents", "neighbourhoods", "--each", "-o", "each.csv")
        let same = try city.csv("each.csv").count { $0["neighbourhood"] == $0["neighbourhoods.name"] }
        #expect(same == 4_096)
    }

    @Test(arguments: ["ar", "tr", "en"])
    func `Sheets are drawn in every language`(_ language: String) throws {
        let city = try city(areas + [("fire-incidents", "fire-incidents.csv", [])])
        try city.tabaqa(
            "heatmap", "fire-incidents", "--sheet", "h.png", "--over", "neighbourhoods", "--lang", language)
        try city.tabaqa(
            "join", "fire-incidents", "neighbourhoods", "--per", "population", "--sheet", "j.png", "--lang",
            language)
        #expect(try city.data("h.png").count > 50_000)
        #expect(try city.data("j.png").count > 50_000)
    }

    @Test func `The same heatmap twice is the same bytes, in every format`() throws {
        let city = try city([("fire-incidents", "fire-incidents.csv", [])])
        for round in ["a", "b"] {
            try city.tabaqa(
                "heatmap", "fire-incidents", "-o", "\(round).png", "--cell", "100m", "--crs", "EPSG:32637",
                "--values", "\(round).tif", "--values", "\(round).csv", "--values", "\(round).geojson",
                "--legend",
                "\(round).json", "--legend", "\(round)-legend.png")
        }
        for name in [".png", ".tif", ".csv", ".geojson", ".json", "-legend.png"] {
            #expect(try city.data("a" + name) == city.data("b" + name), "\(name)")
        }
    }

    @Test func `GDAL reads the GeoTIFF as we wrote it`() throws {
        let city = try city([("fire-incidents", "fire-incidents.csv", [])])
        try city.tabaqa(
            "heatmap", "fire-incidents", "--cell", "200m", "--crs", "EPSG:32637", "--values", "v.tif",
            "--values", "v.csv")
        let info = try Command.run("gdalinfo", ["-json", "-stats", "v.tif"], in: city.folder)
        try #require(info.status == 0)
        let json = try info.json()
        let size = try #require(json["size"] as? [Int])
        let values = try city.csv("v.csv")
        #expect(values.count == size[0] * size[1])
        let numbers = values.compactMap { Double($0["value"] ?? "") }.filter { !$0.isNaN }
        let band = try #require((json["bands"] as? [[String: Any]])?.first)
        let maximum = try #require((band["maximum"] as? NSNumber)?.doubleValue)
        #expect(abs(maximum - (numbers.max() ?? 0)) <= 1e-5 * maximum)
        #expect(band["type"] as? String == "Float32")
        #expect("\(json["coordinateSystem"] ?? "")".contains("32637"))
    }

    @Test func `An edit by another program shows in the next count and heatmap`() throws {
        let city = try city([("fire-stations", "fire-stations.csv", [])])
        let before = try city.answer(
            "heatmap", "fire-stations", "-o", "a.png", "--bandwidth", "1km", "--weight", "count")
        let edit = try Command.run(
            "ogrinfo",
            [
                "-update", "city.tabaqa.sqlite", "-sql",
                "DELETE FROM \"fire-stations\" WHERE fid = (SELECT min(fid) FROM \"fire-stations\")",
            ], in: city.folder)
        try #require(edit.status == 0, "\(edit.error)")
        let after = try city.answer(
            "heatmap", "fire-stations", "-o", "b.png", "--bandwidth", "1km", "--weight", "count")
        #expect(after["used"] as? Int == (before["used"] as? Int ?? 0) - 1)
        #expect(try city.run(["verify"]).status == 0)
    }

    @Test func `A backup made of a store is a store`() throws {
        let city = try city([("fire-stations", "fire-stations.csv", [])])
        try city.tabaqa("backup", "copy.sqlite")
        #expect(try city.run(["verify", "--store", "copy.sqlite"]).status == 0)
        try city.tabaqa("export", "fire-stations", "-o", "a.csv")
        try city.tabaqa("export", "fire-stations", "-o", "b.csv", "--store", "copy.sqlite")
        #expect(try city.data("a.csv") == city.data("b.csv"))
        #expect(try city.run(["backup", "copy.sqlite"]).status == 73)
    }
}
