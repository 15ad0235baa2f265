import Foundation
import Testing

@Suite("tabaqa form")
struct FormCommandTests {
    private func tabaqa(_ arguments: [String], in city: Workspace) throws -> Command.Result {
        try Command.run(
            Command.products.appendingPathComponent("tabaqa").path, arguments, in: city.folder)
    }

    @Test func `a form is the same bytes each time, fenced once the boundary is there`() throws {
        let city = try Workspace(layers: Shared.layers)
        #expect(try tabaqa(["init"], in: city).status == 0)
        let bare = try tabaqa(["form", "fire-incidents"], in: city)
        #expect(bare.status == 0 && !bare.output.contains("geofence"))
        let boundary = Shared.sample("city-boundary.geojson")
        #expect(try tabaqa(["import", "city-boundary", boundary], in: city).status == 0)
        let fenced = try tabaqa(["form", "fire-incidents"], in: city)
        #expect(fenced.output.contains("not(geofence(/data/geometry, instance('_fence')"))
        let ring = try #require(
            fenced.output.components(separatedBy: "<ring>").last?.prefix { $0 != "<" })
        #expect((4...200).contains(ring.split(separator: ";").count))
        #expect(try tabaqa(["form", "fire-incidents", "-o", "f.xml"], in: city).status == 0)
        let written = try Data(contentsOf: city.folder.appendingPathComponent("f.xml"))
        #expect(written == Data(fenced.output.utf8))

        let list = try tabaqa(["form", "--list", "--json"], in: city)
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
        let row = try #require(rows.first { $0["layer"] as? String == "fire-incidents" })
        #expect(fenced.output.contains("version=\"\(row["version"] as? String ?? "?")\""))
        #expect(row["entities"] as? [String] == ["fire-hydrants"])
        let document = try tabaqa(["form", "fire-incidents", "--json"], in: city).json()
        #expect(document["version"] as? String == row["version"] as? String)
    }

    @Test func `layers without observations and wrong calls are refused`() throws {
        let city = try Workspace(layers: Shared.layers)
        #expect(try tabaqa(["init"], in: city).status == 0)
        let hydrants = try tabaqa(["form", "fire-hydrants"], in: city)
        #expect(hydrants.status == 66 && hydrants.error.contains("takes no observations"))
        #expect(try tabaqa(["form"], in: city).status == 64)
        #expect(try tabaqa(["form", "fire-incidents", "--list"], in: city).status == 64)
    }
}
