import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct HeatmapLegendTests {
    @Test func `the JSON says how the picture was made`() throws {
        let grid = try Fixtures.grid([1, 2, .nan, 0], columns: 2)
        let legend = HeatmapLegend(layer: Fixtures.layer(), department: Fixtures.department)
        let json = try Fixtures.json(legend.json(grid, scale: try DensityScale(maximum: 40, ramp: .inferno)))
        #expect(json["layer"] as? String == "fires" && json["unit"] as? String == "events/km²")
        #expect(json["kernel"] as? String == "quartic" && json["bandwidthMeters"] as? Double == 500)
        #expect(json["weight"] is NSNull && json["suppressedCells"] is NSNull)
        #expect(json["period"] as? String == "2023-12-31T21:00:00Z/2024-12-31T20:59:59.999Z")
        #expect(json["used"] as? Int == 4321 && json["weightSum"] as? Double == 4321)
        let leftOut = try #require(json["leftOut"] as? [[String: Any]])
        #expect(leftOut.map { $0["reason"] as? String } == ["no place", "suspect place"])
        #expect(json["leftOutTotal"] as? Int == 15)
        #expect(json["revision"] as? Int == 17 && json["cellAreaKm2"] as? Double == 0.01)
        #expect(json["newestRecord"] as? String == "2024-12-30T23:06:40Z")
        #expect(json["ramp"] as? String == "inferno" && json["maximum"] as? Double == 40)
        #expect(json["isAutomatic"] as? Bool == false && json["note"] == nil)
        #expect(json["audience"] as? String == "department")
        #expect((json["title"] as? [String: String])?["ar"] == "حوادث الحريق")
        let stops = try #require(json["stops"] as? [[String: Any]])
        #expect(stops.compactMap { $0["value"] as? Double } == (0...10).map { Double($0) * 4 })
        #expect(stops.allSatisfy { ($0["color"] as? String)?.count == 7 })
    }

    @Test func `an automatic scale is called so in three languages`() throws {
        let grid = try Fixtures.grid([1, 2, .nan, 0], columns: 2)
        let legend = HeatmapLegend(layer: Fixtures.layer(), department: nil)
        let scale = DensityScale.automatic(for: grid, ramp: .viridis)
        let json = try Fixtures.json(legend.json(grid, scale: scale))
        #expect(json["isAutomatic"] as? Bool == true)
        #expect((json["note"] as? [String: String])?.count == 3)
    }
}
