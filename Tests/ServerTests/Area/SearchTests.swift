import Foundation
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

@Suite("Search by name")
struct SearchTests {
    private func hits(
        _ town: AreaTown, _ text: String, viewer: Viewer = .anonymous, limit: Int = 20
    ) throws -> [[String: Any]] {
        let document = try town.json(
            AreaRoutes.search, nil, [("q", text), ("limit", String(limit))], viewer: viewer)
        return try #require(document["hits"] as? [[String: Any]])
    }

    @Test(
        "Turkish and Arabic names are found however they are typed",
        arguments: [
            ("Şahinbey", "quarter-Q1"), ("SAHINBEY", "quarter-Q1"), ("şahinbey mahallesi", "quarter-Q1"),
            ("ŞAHİNBEY", "quarter-Q1"), ("sahin", "quarter-Q1"), ("شاهين", "quarter-Q1"),
            ("شاهين بيه", "quarter-Q1"), ("حي شاهين بيه", "quarter-Q1"), ("شـاهـين", "quarter-Q1"),
            ("incilipinar", "quarter-Q3"), ("İNCİLİPINAR", "quarter-Q3"), ("ıncılıpınar", "quarter-Q3"),
            ("انجيلي", "quarter-Q3"), ("إنجيلى", "quarter-Q3"), ("kizilhisar", "quarter-Q4"),
            ("KIZILHİSAR", "quarter-Q4"), ("قزل", "quarter-Q4"), ("أكيول", "quarter-Q2"),
            ("اكيول", "quarter-Q2"), ("AKYOL MAH.", "quarter-Q2"), ("q2", "quarter-Q2"),
        ])
    func folding(_ text: String, _ id: String) throws {
        let hits = try hits(try AreaTown(), text)
        #expect(hits.first?["id"] as? String == id)
        #expect(hits.count == 1)
    }

    @Test(
        "whole texts come before beginnings, these before beginnings of words, these before anything inside")
    func order() throws {
        let town = try AreaTown()
        let names = ["Yeni Parkyolu", "Park", "Büyük Park", "Parklar", "Park Mahallesi", "Otopark", "Göl"]
        try town.add(
            names.enumerated().map { number, name in
                Feature(
                    id: FeatureID("office-\(number)"), revision: 0,
                    geometry: .point(Position(x: 37.3 + Double(number) / 100, y: 37)),
                    properties: [.text(name), .text("0342 park")])
            }, to: AreaTown.offices)
        let found = try hits(town, "PARK").map { $0["text"] as? String ?? "" }
        #expect(found == ["Park", "Park Mahallesi", "Parklar", "Büyük Park", "Yeni Parkyolu", "Otopark"])
        #expect(try hits(town, "park", limit: 2).count == 2)
        let hit = try #require(try hits(town, "göl").first)
        #expect(hit["extent"] as? [Double] == [37.36, 37, 37.36, 37] && hit["property"] as? String == "name")
        // All words, in any order.
        #expect(try hits(town, "park buyuk").first?["text"] as? String == "Büyük Park")
    }

    @Test("an edit is found at once, a deleted feature no more")
    func edits() throws {
        let town = try AreaTown()
        let office = Feature(
            id: FeatureID("office-x"), revision: 0, geometry: nil, properties: [.text("Halep Ofisi"), .null])
        try town.store.insert(
            try FeatureBatch([office], of: AreaTown.offices).validated(for: AreaTown.offices),
            into: AreaTown.offices, by: "test")
        let hit = try #require(try hits(town, "halep").first)
        #expect(hit["id"] as? String == "office-x" && hit["extent"] is NSNull)
        try town.store.delete(office.id, from: AreaTown.offices, expecting: nil, by: "test")
        #expect(try hits(town, "halep").isEmpty)
    }

    @Test("only layers and properties the viewer may read are searched")
    func rights() throws {
        let town = try AreaTown(events: 30)
        try town.add(
            [
                Feature(
                    id: FeatureID("o"), revision: 0, geometry: nil,
                    properties: [.text("Ofis"), .text("5551234")])
            ], to: AreaTown.offices)
        #expect(try hits(town, "5551234").isEmpty)
        #expect(try hits(town, "5551234", viewer: AreaTown.reader).count == 1)
        // Reporters are restricted, visits too, fires internal, files secret.
        for viewer in [.anonymous, AreaTown.planner, AreaTown.reader, AreaTown.editor] as [Viewer] {
            #expect(try hits(town, "person 7", viewer: viewer).isEmpty)
            #expect(try hits(town, "visits-no-7", viewer: viewer).isEmpty)
            #expect(try hits(town, "files-no-7", viewer: viewer).isEmpty)
            #expect(try hits(town, "fires-no-7", viewer: viewer).isEmpty)
        }
        #expect(try hits(town, "fires-no-7", viewer: AreaTown.firefighter).count == 1)
        #expect(try hits(town, "visits-no-7", viewer: AreaTown.steward).count == 1)
        #expect(try hits(town, "person 7", viewer: AreaTown.mayor).count == 4)
    }

    @Test(
        "anything can be typed", arguments: ["%", "\u{0}", "   ", "😀", "'; DROP TABLE", "\\", "ـ", "ء", "\n"])
    func anything(_ text: String) throws {
        let town = try AreaTown(events: 10)
        _ = try town.call(AreaRoutes.search, nil, [("q", text)])
    }

    @Test("a text that is missing or too long is refused")
    func refusals() throws {
        let town = try AreaTown()
        #expect(throws: Fault.self) { try town.call(AreaRoutes.search) }
        #expect(throws: Fault.self) {
            try town.call(AreaRoutes.search, nil, [("q", String(repeating: "ش", count: 101))])
        }
        #expect(throws: Fault.self) { try town.call(AreaRoutes.search, nil, [("q", "a"), ("limit", "0")]) }
    }
}
