import Foundation
import Testing

/// The published neighbourhood of each event is an oracle for the join.
@Suite("Pittsburgh", .enabled(if: Shared.has("pittsburgh"), "shared data absent"))
struct PittsburghTests {
    private func city() throws -> Workspace {
        let city = try Workspace(zone: "America/New_York", metricCRS: "EPSG:32617")
        try city.newLayer(
            "hoods", from: Shared.data("pittsburgh/neighborhoods.geojson"), department: "planning")
        let report = try city.answer("import", "hoods", Shared.data("pittsburgh/neighborhoods.geojson"))
        #expect(report["stored"] as? Int == 90)
        #expect(report["repaired"] as? Int == 10)
        return city
    }

    private func agreement(
        _ city: Workspace, _ layer: String, file: String, column: String, _ flags: String...
    ) throws -> (equal: Int, report: [String: Any]) {
        let path = Shared.data("pittsburgh/" + file)
        let made = try city.run(["layer", "new", layer, "--from", path, "--department", "works"] + flags)
        try #require(made.status == 0, "\(made.error)")
        try city.tabaqa("init")
        let result = try city.run(
            ["import", layer, path, "--rejects", "rejects.csv", "--json"] + flags)
        try #require(result.status == 0, "\(result.error)")
        try city.tabaqa("join", layer, "hoods", "--each", "-o", "each.csv")
        let equal = try city.csv("each.csv").count { row in
            row["hoods.name"] == row[column] && row[column] != nil && row[column] != ""
        }
        return (equal, try result.json())
    }

    @Test
    func `Fires fall into the neighbourhood they name 7,382 times, and rows without place are rejected`()
        throws
    {
        let city = try city()
        let (equal, report) = try agreement(
            city, "fires", file: "Fire_Incidents.csv", column: "neighborhood")
        #expect(equal == 7382)
        #expect(report["read"] as? Int == 8945)
        #expect(report["rejectedRows"] as? Int == 803)
        #expect(report["stored"] as? Int == 8945 - 803)
        let rejects = try city.csv("rejects.csv")
        #expect(rejects.count { $0["reason"] == "no-coordinates" } == 803)
    }

    @Test func `Tax debts fall into the neighbourhood they name 16,332 times`() throws {
        let (equal, report) = try agreement(
            try city(), "debts", file: "property_tax_delinquency.csv", column: "neighborhood")
        #expect(equal == 16332)
        #expect(report["rejectedRows"] as? Int == 80)
    }

    @Test func `Citations fall into the neighbourhood they name 11,004 times`() throws {
        let (equal, report) = try agreement(
            try city(), "citations", file: "Non-Traffic_Citations.csv", column: "neighborhood",
            "--crs", "EPSG:4326")
        #expect(equal == 11004)
        let flagged = try #require(report["flagged"] as? [String: Int])
        #expect(flagged["null-island"] == 1469)
    }

    @Test func `Citations without a CRS are refused, for X and Y could be anything`() throws {
        let city = try Workspace(zone: "America/New_York", metricCRS: "EPSG:32617")
        let path = Shared.data("pittsburgh/Non-Traffic_Citations.csv")
        try city.newLayer("citations", from: path, department: "works", "--crs", "EPSG:4326")
        let result = try city.run(["import", "citations", path])
        #expect(result.status == 65)
        #expect(result.error.contains("--crs"))
    }

    @Test
    func
        `Fires per inhabitant come with numerator and denominator after a population table is joined by name`()
        throws
    {
        let city = try city()
        let definition = try city.text("Layers/planning/hoods.yaml")
        try city.write(
            definition.replacingOccurrences(
                of: "properties:\n",
                with: """
                    properties:
                      population:
                        type: integer
                        unit: persons
                        label: { ar: السكان, en: Population, tr: Nüfus }

                    """),
            to: "Layers/planning/hoods.yaml")
        try city.tabaqa("init")
        let table = Shared.data("pittsburgh/Neighborhoods_with_SNAP_Data.csv")
        let report = try city.answer(
            "import", "hoods", table, "--key", "name", "--update", "--map", "name=Neighborhood_2010_HOOD",
            "--map",
            "population=Pop__2010")
        #expect((report["updated"] as? Int ?? 0) >= 80)
        _ = try agreement(city, "fires", file: "Fire_Incidents.csv", column: "neighborhood")
        try city.tabaqa("join", "fires", "hoods", "--count", "--per", "population", "-o", "rates.csv")
        let rows = try city.csv("rates.csv")
        #expect(rows.count == 91)
        var counted = 0
        for row in rows {
            counted += Int(row["count"] ?? "") ?? 0
            if let numerator = Double(row["numerator_population"] ?? ""),
                let denominator = Double(row["denominator_population"] ?? ""),
                let rate = Double(row["rate_population"] ?? ""), denominator > 0
            {
                #expect(abs(rate - numerator / denominator) < 1e-12)
                #expect(row["count"] == row["numerator_population"].map { String(Int(Double($0) ?? -1)) })
            }
        }
        #expect(counted == 8142)
    }
}
