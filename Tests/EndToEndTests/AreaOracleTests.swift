import Foundation
import Testing

/// Areas lie in the store as GEOS repairs them, valid, and as large as PROJ's geodesics say.
@Suite("Areas against GEOS and PROJ", .enabled(if: Oracle.isThere, Oracle.absence))
struct AreaOracleTests {
    private func compare(_ file: String, name: String, property: String, areas: Int, invalid: Int) throws {
        let city = try Workspace()
        var source = Shared.data(file)
        if file.hasSuffix(".gz") {
            let unpacked = try Command.run("gzip", ["-dc", source], in: city.folder)
            try #require(unpacked.status == 0, "\(unpacked.error)")
            try city.write(unpacked.output, to: "areas.geojson")
            source = city.path("areas.geojson")
        }
        try city.newLayer("areas", from: source, department: "planning")
        let report = try city.answer("import", "areas", source)
        #expect(report["stored"] as? Int == areas)
        #expect(report["repaired"] as? Int == invalid)
        let truth = try Oracle.run(
            "same_areas.py", "city.tabaqa.sqlite", "areas", property, source, name, in: city.folder
        ).json()
        #expect(truth["compared"] as? Int == areas)
        #expect(truth["invalid"] as? Int == invalid)
        #expect(truth["invalidNow"] as? Int == 0)
        #expect(try #require(truth["worst"] as? Double) <= 1e-12)
        #expect(try #require(truth["groundShare"] as? Double) <= 1e-12)
    }

    @Test(.enabled(if: Shared.has("turkey_mahalle"), "shared data absent"))
    func `Districts of the south-east, 37 of 68 invalid, and neighbourhoods of Gaziantep`() throws {
        try compare(
            "turkey_mahalle/se_turkey_ilce.geojson", name: "id", property: "source_id", areas: 68,
            invalid: 37)
        try compare(
            "turkey_mahalle/gaziantep_mahalle.geojson", name: "id", property: "source_id", areas: 784,
            invalid: 15)
    }

    @Test(.enabled(if: Shared.has("turkey_closed_neighbourhoods"), "shared data absent"))
    func `Closed neighbourhoods of all Turkey, 22 of 1,160 invalid`() throws {
        try compare(
            "turkey_closed_neighbourhoods/closed_mahalle.geojson.gz", name: "id", property: "source_id",
            areas: 1_160, invalid: 22)
    }

    @Test(.enabled(if: Shared.has("pittsburgh"), "shared data absent"))
    func `Neighbourhoods of Pittsburgh, 10 of 90 invalid`() throws {
        try compare(
            "pittsburgh/neighborhoods.geojson", name: "name", property: "name", areas: 90, invalid: 10)
    }
}
