import Foundation
import Testing

@Suite("Baltimore", .enabled(if: Shared.has("baltimore_311"), "shared data absent"))
struct BaltimoreTests {
    @Test func `Rows without a place are rejected, whole degrees flagged and kept out of the heatmap`() throws
    {
        let city = try Workspace(zone: "America/New_York", metricCRS: "EPSG:32618")
        let file = Shared.data("baltimore_311/311_sample.csv")
        try city.newLayer("requests", from: file, department: "works", "--dates", "m/d/y")
        let report = try city.answer("import", "requests", file, "--dates", "m/d/y")
        #expect(report["read"] as? Int == 10_000)
        #expect(report["stored"] as? Int == 9_410)
        #expect((report["rejected"] as? [String: Int])?["no-coordinates"] == 590)
        #expect((report["flagged"] as? [String: Int])?["whole-degrees"] == 892)
        try city.tabaqa(
            "heatmap", "requests", "-o", "heat.png", "--weight", "count", "--bandwidth", "500m", "--legend",
            "legend.json")
        let legend = try #require(
            try JSONSerialization.jsonObject(with: city.data("legend.json")) as? [String: Any])
        #expect(legend["used"] as? Int == 9_410 - 892)
        #expect(try city.text("legend.json").contains("892"))
    }
}

@Suite("Boston", .enabled(if: Shared.has("boston_migrant_services"), "shared data absent"))
struct BostonTests {
    @Test func `Cells of several lines and awkward headers are read as they are meant`() throws {
        let city = try Workspace(zone: "America/New_York", metricCRS: "EPSG:32619")
        let file = Shared.data("boston_migrant_services/msm-providers.csv")
        try city.newLayer("providers", from: file, department: "migrants", "--dates", "m/d/y")
        let report = try city.answer("import", "providers", file, "--dates", "m/d/y")
        #expect(report["read"] as? Int == 277)
        #expect((report["rejected"] as? [String: Int])?["no-coordinates"] == 10)
        let areas = Shared.data("boston_migrant_services/boston_neighbourhoods.geojson")
        try city.newLayer("areas", from: areas, department: "planning")
        #expect(try city.answer("import", "areas", areas)["repaired"] as? Int == 4)
        let join = try city.answer("join", "providers", "areas", "--count", "-o", "j.csv")
        #expect(join["assigned"] as? Int == 121)
    }
}

@Suite("Lebanon NH", .enabled(if: Shared.has("lebanon_nh_tax"), "shared data absent"))
struct LebanonTests {
    @Test func `Tables without geometry join by key`() throws {
        let city = try Workspace(zone: "America/New_York", metricCRS: "EPSG:32618")
        for (layer, file, rows) in [("parcels", "parcels.csv", 5_660), ("buildings", "buildings.csv", 5_970)]
        {
            let path = Shared.data("lebanon_nh_tax/" + file)
            try city.newLayer(layer, from: path, department: "taxes")
            #expect(try city.answer("import", layer, path)["stored"] as? Int == rows)
        }
        let answer = try city.answer(
            "join", "buildings", "parcels", "--on", "parcel_id=parcel_id", "--sum", "cns_assess_val", "-o",
            "values.csv")
        #expect(answer["total"] as? Int == 5_970)
        #expect((answer["assigned"] as? Int ?? 0) > 5_900)
        let sum = try city.csv("values.csv").reduce(0.0) {
            $0 + (Double($1["sum_cns_assess_val"] ?? "") ?? 0)
        }
        let expected = try CSVText.rows(
            String(contentsOfFile: Shared.data("lebanon_nh_tax/buildings.csv"), encoding: .utf8)
        ).reduce(0.0) { $0 + (Double($1["cns_assess_val"] ?? "") ?? 0) }
        #expect(abs(sum - expected) < 1e-3)
    }
}
