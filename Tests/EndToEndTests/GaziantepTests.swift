import Foundation
import Testing

/// Real neighbourhoods and rescue events of Gaziantep, in the containers a GIS officer meets.
@Suite(
    "Gaziantep",
    .enabled(
        if: Shared.has("turkey_mahalle") && Shared.has("gaziantep_rescue") && Shared.has("derived_encodings"),
        "shared data absent"))
struct GaziantepTests {
    private func mahalle(_ file: String, _ flags: String...) throws -> (Workspace, [String: Any]) {
        let city = try Workspace()
        let path = Shared.data(file)
        let reference = Shared.data("turkey_mahalle/gaziantep_mahalle.geojson")
        try city.newLayer("mahalle", from: reference, department: "planning")
        let result = try city.run(
            ["import", "mahalle", path, "--json"] + flags)
        try #require(result.status == 0, "\(result.error)")
        return (city, try result.json())
    }

    @Test func `All 784 neighbourhoods are stored, 15 of them repaired`() throws {
        let (_, report) = try mahalle("turkey_mahalle/gaziantep_mahalle.geojson")
        #expect(report["read"] as? Int == 784)
        #expect(report["stored"] as? Int == 784)
        #expect(report["repaired"] as? Int == 15)
    }

    @Test(arguments: [
        ["gaziantep_mahalle_cp1254_nocpg.zip", "--encoding", "windows-1254"],
        ["gaziantep_mahalle_cp1254_nocpg.zip"],
        ["gaziantep_mahalle_noprj.zip", "--crs", "EPSG:4326"],
        ["gaziantep_mahalle_tureftm36_utf8.zip"],
        ["gaziantep_mahalle_utm37_cp1254.zip"],
    ])
    func `A Shapefile in any encoding and projection lands within a metre of the GeoJSON`(
        _ arguments: [String]
    ) throws {
        let city = try Workspace()
        let reference = Shared.data("turkey_mahalle/gaziantep_mahalle.geojson")
        try city.newLayer("mahalle", from: reference, department: "planning")
        try city.tabaqa("import", "mahalle", reference)
        let file = Shared.data("derived_encodings/" + arguments[0])
        let flags = Array(arguments.dropFirst())
        let made = try city.run(
            ["layer", "new", "other", "--from", file, "--department", "planning"] + flags)
        try #require(made.status == 0, "\(made.error)")
        try city.tabaqa("init")
        let result = try city.run(["import", "other", file, "--json"] + flags)
        try #require(result.status == 0, "\(result.error)")
        #expect(try result.json()["stored"] as? Int == 784)

        try city.tabaqa("export", "mahalle", "-o", "a.geojson")
        try city.tabaqa("export", "other", "-o", "b.geojson")
        let first = try places(try city.data("a.geojson"))
        let second = try places(try city.data("b.geojson"))
        #expect(first.count == second.count)
        for (id, box) in first {
            let other = try #require(second[id])
            for (one, two) in zip(box.bounds, other.bounds) {
                // A metre is 0.000009 degrees of latitude.
                #expect(abs(one - two) < 0.000009)
            }
        }
        let names = second.values.map(\.name)
        #expect(names.contains { $0.contains("Eyüpoğlu") })
        #expect(!names.contains { $0.contains("Eyüpoðlu") })
    }

    private struct Place {
        var name: String
        var bounds: [Double]
    }

    /// Bounding boxes by the source's id; the Shapefile and the GeoJSON carry the same ids.
    private func places(_ data: Data) throws -> [Int: Place] {
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var places: [Int: Place] = [:]
        for feature in try #require(root["features"] as? [[String: Any]]) {
            let properties = try #require(feature["properties"] as? [String: Any])
            let key = properties.first { $0.key == "source_id" || $0.key == "id_" || $0.key == "quarterid" }
            let id = try #require(
                (key?.value as? NSNumber)?.intValue ?? (key?.value as? String).flatMap { Int($0) },
                "no id among \(properties.keys.sorted())")
            var bounds = [Double.infinity, .infinity, -.infinity, -.infinity]
            func walk(_ value: Any) {
                if let pair = value as? [Double], pair.count >= 2 {
                    bounds[0] = min(bounds[0], pair[0])
                    bounds[1] = min(bounds[1], pair[1])
                    bounds[2] = max(bounds[2], pair[0])
                    bounds[3] = max(bounds[3], pair[1])
                } else if let list = value as? [Any] {
                    list.forEach(walk)
                }
            }
            walk(try #require((feature["geometry"] as? [String: Any])?["coordinates"]))
            places[id] = Place(name: properties["name"] as? String ?? "", bounds: bounds)
        }
        return places
    }

    @Test func `A Shapefile without a projection is refused, never guessed`() throws {
        let city = try Workspace()
        let reference = Shared.data("turkey_mahalle/gaziantep_mahalle.geojson")
        try city.newLayer("mahalle", from: reference, department: "planning")
        let result = try city.run(
            ["import", "mahalle", Shared.data("derived_encodings/gaziantep_mahalle_noprj.zip")])
        #expect(result.status == 65)
        #expect(result.error.contains("--crs"))
    }

    @Test func `Guessing the encoding prints three names to judge by`() throws {
        let (_, _) = try mahalle("turkey_mahalle/gaziantep_mahalle.geojson")
        let city = try Workspace()
        let file = Shared.data("derived_encodings/gaziantep_mahalle_cp1254_nocpg.zip")
        try city.newLayer("mahalle", from: file, department: "planning")
        let result = try city.run(["import", "mahalle", file])
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.lowercased().contains("1254"))
        #expect(result.error.contains("ğ") || result.error.contains("ş") || result.error.contains("ı"))
    }

    @Test func `Rescue events join districts and neighbourhoods by folded name, none by guess`() throws {
        let city = try Workspace()
        let events = Shared.data("gaziantep_rescue/kurtarma_olaylari.csv")
        try city.newLayer("rescue", from: events, department: "fire", "--dates", "iso,d.m.y")
        let report = try city.answer("import", "rescue", events, "--dates", "iso,d.m.y")
        #expect(report["read"] as? Int == 20_177)
        #expect(report["stored"] as? Int == 20_177)

        let districts = Shared.data("gaziantep_rescue/districts.geojson")
        try city.newLayer("ilce", from: districts, department: "planning")
        #expect(try city.answer("import", "ilce", districts)["stored"] as? Int == 9)
        let byDistrict = try city.answer(
            "join", "rescue", "ilce", "--on", "mahalle=name", "--count", "-o", "d.csv")
        #expect(byDistrict["assigned"] as? Int == 18_237)
        #expect(byDistrict["total"] as? Int == 20_177)

        let mahalle = Shared.data("turkey_mahalle/gaziantep_mahalle.geojson")
        try city.newLayer("mahalle", from: mahalle, department: "planning")
        try city.tabaqa("import", "mahalle", mahalle)
        try city.write(
            "a", to: "note")
        let byMahalle = try city.answer(
            "join", "rescue", "mahalle", "--on", "mahalle=name", "--count", "-o", "m.csv")
        let ambiguous = try #require(byMahalle["ambiguous"] as? [[String: Any]])
        let ambiguousRows = ambiguous.reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
        let assigned = byMahalle["assigned"] as? Int ?? 0
        let unmatched = (byMahalle["unmatched"] as? [[String: Any]] ?? [])
            .reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
        #expect(assigned + ambiguousRows + unmatched == 20_177)
        // Events that name a district are unmatched here; of the rest about 1,517 match one neighbourhood.
        #expect((1_400...1_700).contains(assigned), "assigned \(assigned)")
        #expect(ambiguousRows > 300, "ambiguous \(ambiguousRows)")
        let rows = try city.csv("m.csv")
        #expect(rows.reduce(0) { $0 + (Int($1["count"] ?? "") ?? 0) } == 20_177)
    }
}
