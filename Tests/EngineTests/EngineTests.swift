import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import Testing

@Suite("The engine on a store in memory")
struct EngineTests {
    private let rows = """
        number,at,severity,place,lon,lat
        A,2025-01-01 10:00,1,West,37.32,37.02
        B,2025-01-02 11:00,2,west mahallesi,37.33,37.03
        C,2025-06-01 12:00,3,EAST,37.37,37.02
        D,2025-06-02 13:00,4,Nowhere,37.90,37.02
        """

    private func city() throws -> EngineCity {
        let city = try EngineCity()
        try city.load("areas", "areas.geojson")
        try city.write(rows, to: "events.csv")
        return city
    }

    @Test func `An import keeps its accounts, and again changes nothing`() throws {
        let city = try city()
        let first = try city.load("events", "events.csv")
        #expect(first.read == 4)
        #expect(first.inserted == 4)
        #expect(first.flagged["outside-boundary"] == 1)
        let again = try city.load("events", "events.csv")
        #expect(again.unchanged == 4)
        #expect(again.revision == first.revision)
    }

    @Test func `A row of a known key with other values is rejected without update and changed with it`()
        throws
    {
        let city = try city()
        try city.load("events", "events.csv")
        try city.write(rows.replacingOccurrences(of: "10:00,1,", with: "10:00,5,"), to: "more.csv")
        let refused = try city.load("events", "more.csv")
        #expect(refused.rejected == ["key-exists": 1])
        #expect(refused.unchanged == 3)
        let changed = try city.load("events", "more.csv") { $0.updates = true }
        #expect(changed.updated == 1)
        #expect(changed.unchanged == 3)
        let sum = try city.engine.join(request(sum: ["severity"])).table.value.table
        #expect(
            sum.column("sum_severity")?.values[1] == .integer(7)
                || sum.column("sum_severity")?.values[1] == .decimal(7))
    }

    private func request(sum: [String] = [], relation: JoinDescription.Relation = .within) -> JoinRequest {
        var request = JoinRequest(points: "events", areas: "areas", audience: .department)
        request.sum = sum
        request.relation = relation
        request.per = ["population"]
        return request
    }

    @Test func `Areas and unassigned add up, in space and by folded name`() throws {
        let city = try city()
        try city.load("events", "events.csv")
        let space = try city.engine.join(request()).table.value
        #expect(space.description.total == 4)
        #expect(space.description.assigned == 3)
        // In order of the key: East, West Mah., unassigned.
        #expect(
            (0..<3).map { space.table.column("count")?.values[$0] } == [
                .integer(1), .integer(2), .integer(1),
            ])
        let name = try city.engine.join(request(relation: .attribute(left: "place", right: "name"))).table
            .value
        #expect(
            (0..<3).map { name.table.column("count")?.values[$0] } == [.integer(1), .integer(2), .integer(1)])
        #expect(name.description.unmatched.map(\.name) == ["Nowhere"])
    }

    @Test func `A change in the store shows in the next heatmap`() throws {
        let city = try city()
        try city.load("events", "events.csv")
        var request = HeatmapRequest(layer: "events", audience: .department)
        request.bandwidth = 300
        #expect(try city.engine.heatmap(request).grid.value.description.used == 4)
        let feature = try #require(try city.engine.store.page(EngineCity.events, after: nil, limit: 1).first)
        try city.engine.store.delete(feature.id, from: EngineCity.events, expecting: nil, by: "test")
        #expect(try city.engine.heatmap(request).grid.value.description.used == 3)
    }

    @Test func `A guarded layer gives cells of enough persons and no selection`() throws {
        let city = try city()
        var rows = "number,at,severity,place,lon,lat\n"
        for index in 0..<3 {
            rows += "P\(index),2025-01-0\(index + 1) 10:00,1,person\(index),37.3200\(index),37.02\n"
        }
        for index in 0..<9 { rows += "Q\(index),2025-02-0\(index + 1) 10:00,1,same,37.36,37.04\n" }
        try city.write(rows, to: "visits.csv")
        try city.load("visits", "visits.csv")
        var request = HeatmapRequest(layer: "visits", audience: .public)
        let heatmap = try city.engine.heatmap(request)
        #expect(heatmap.isCells)
        #expect(heatmap.grid.value.values.filter { !$0.isNaN } == [12])
        #expect(heatmap.grid.value.description.newestRecord == nil)
        request.selection.datetime = "2025-02"
        #expect(throws: Fault.self) { try city.engine.heatmap(request) }
        #expect(throws: Fault.self) {
            try city.engine.export(
                ExportRequest(layer: "visits", file: city.path("v.csv"), audience: .department))
        }
        let padded = heatmap.grid.padded(toCover: heatmap.grid.value.frame.extent.expanded(dx: 1000, dy: 500))
        #expect(padded.value.frame.columns == heatmap.grid.value.frame.columns + 4)
        #expect(padded.value.frame.rows == heatmap.grid.value.frame.rows + 2)
        #expect(padded.value.values.filter { !$0.isNaN } == [12])
    }

    @Test func `A store without backup says so`() throws {
        let city = try city()
        #expect(throws: Fault.self) { try city.engine.backup(to: city.path("copy.sqlite")) }
    }
}
