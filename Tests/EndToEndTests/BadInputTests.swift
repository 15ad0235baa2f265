import Foundation
import Testing

/// Bad input gets a message that names file and remedy, the right exit code, and changes nothing.
@Suite("Bad input")
struct BadInputTests {
    private func city() throws -> Workspace {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try city.tabaqa("import", "city-boundary", Shared.sample("city-boundary.geojson"))
        return city
    }

    @Test(arguments: [
        ("truncated.geojson", "waste-complaints"), ("saved-error-page.geojson", "waste-complaints"),
        ("deeply-nested.geojson", "waste-complaints"), ("unknown-crs.csv", "fire-incidents"),
        ("unclosed-quote.csv", "fire-incidents"), ("invalid-utf8.csv", "fire-incidents"),
        ("no-place.csv", "fire-incidents"), ("empty.csv", "fire-incidents"), ("binary.csv", "fire-incidents"),
    ])
    func `A file that cannot be read is refused whole`(_ file: String, _ layer: String) throws {
        let city = try city()
        let result = try city.run(["import", layer, Shared.sample("bad/" + file)])
        #expect([65, 66, 69].contains(result.status), "\(result.status) \(result.error)")
        #expect(result.error.contains(file), "\(result.error)")
        let status = try city.run(["export", layer, "-o", "after.csv"])
        #expect(status.status == 0)
        #expect(try city.csv("after.csv").isEmpty)
    }

    @Test(arguments: [
        ("wrong-geometry.geojson", "waste-complaints", 3, 2), ("ragged-rows.csv", "fire-incidents", 4, 2),
        ("unknown-codes.csv", "fire-incidents", 4, 2), ("impossible-dates.csv", "fire-incidents", 6, 1),
        ("out-of-range.csv", "fire-incidents", 6, 2), ("header-only.csv", "fire-incidents", 0, 0),
        ("self-intersecting.geojson", "neighbourhoods", 1, 1),
    ])
    func `Bad rows are rejected one by one and listed`(
        _ file: String, _ layer: String, _ read: Int, _ stored: Int
    ) throws {
        let city = try city()
        let report = try city.answer(
            "import", layer, Shared.sample("bad/" + file), "--rejects", "rejects.csv")
        #expect(report["read"] as? Int == read)
        #expect(report["stored"] as? Int == stored)
        #expect(report["rejectedRows"] as? Int == read - stored)
        #expect(Set(try city.csv("rejects.csv").compactMap { $0["row"] }).count == read - stored)
    }

    @Test func `Two rows of one key never become two features`() throws {
        let city = try city()
        try city.tabaqa("import", "fire-incidents", Shared.sample("bad/repeated-key.csv"))
        try city.tabaqa("export", "fire-incidents", "-o", "a.csv")
        let keys = try city.csv("a.csv").compactMap { $0["incident_no"] }
        #expect(Set(keys).count == keys.count)
    }

    @Test(arguments: [
        (["import", "no-such-layer", "x.csv"], Int32(66), "no-such-layer"),
        (["import", "fire-incidents", "missing.csv"], 66, "missing.csv"),
        (["export", "fire-incidents", "-o", "x.parquet"], 69, ".parquet"),
        (["heatmap", "neighbourhoods", "-o", "x.png"], 64, "neighbourhoods"),
        (["heatmap", "fire-incidents", "-o", "x.png", "--bbox", "1,2,3"], 64, "--bbox"),
        (["heatmap", "fire-incidents", "-o", "x.png", "--weight", "nonsense"], 64, "nonsense"),
        (["heatmap", "fire-incidents", "-o", "x.png", "--filter", "severity >"], 64, "character 11"),
        (["heatmap", "fire-incidents", "-o", "x.png", "--filter", "colour = 'red'"], 64, "colour"),
        (["heatmap", "fire-incidents", "-o", "x.png", "--datetime", "someday"], 64, "someday"),
        (["heatmap", "fire-incidents", "-o", "x.png", "--crs", "EPSG:999999"], 64, "999999"),
        (["join", "fire-incidents", "neighbourhoods", "-o", "x.csv", "--sum", "category"], 64, "category"),
        (
            ["join", "fire-incidents", "neighbourhoods", "-o", "x.csv", "--per", "inhabitants"], 64,
            "inhabitants"
        ),
        (
            ["join", "fire-incidents", "neighbourhoods", "-o", "x.csv", "--predicate", "touching"], 64,
            "touching"
        ),
        (["status", "--store", "missing.sqlite"], 66, "missing.sqlite"),
        (["layers", "--layers", "Nowhere"], 66, "Nowhere"),
        (["layer", "new", "Bad Id", "--from", "x.csv", "--department", "fire"], 64, "Bad Id"),
        (["nonsense"], 64, "nonsense"),
    ])
    func `Wrong arguments are named and end with the right code`(
        _ arguments: [String], _ code: Int32, _ named: String
    ) throws {
        let city = try city()
        let before = try city.run(["export", "city-boundary", "-o", "before.geojson"])
        #expect(before.status == 0)
        let result = try city.run(arguments)
        #expect(result.status == code, "\(arguments): \(result.status) \(result.error)")
        #expect(result.error.contains(named), "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: city.path("x.png")))
        #expect(!FileManager.default.fileExists(atPath: city.path("x.csv")))
    }

    @Test func `Faults are JSON where JSON was asked for`() throws {
        let city = try city()
        let result = try city.run(["import", "fire-incidents", "missing.csv", "--json"])
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(result.error.utf8)) as? [String: Any])
        let error = try #require(root["error"] as? [String: Any])
        #expect(error["code"] as? String == "file.missing")
        #expect(error["exit"] as? Int == 66)
    }

    @Test func `Every mistake in the definitions is reported at once with file, line and column`() throws {
        let city = try Workspace(layers: Shared.layers)
        let path = "Layers/fire/fire-incidents.yaml"
        let text = try city.text(path)
            .replacingOccurrences(of: "geometry: Point", with: "geometry: Pointy")
            .replacingOccurrences(of: "kind: observation", with: "kind: observatory")
            .replacingOccurrences(of: "key: incident_no", with: "kei: incident_no")
        try city.write(text, to: path)
        let result = try city.run(["check"])
        #expect(result.status == 78)
        for wanted in ["Pointy", "observatory", "kei"] { #expect(result.error.contains(wanted)) }
        #expect(result.error.contains("fire-incidents.yaml:5:"))
    }
}
