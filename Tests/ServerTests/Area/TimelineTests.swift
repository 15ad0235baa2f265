import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Counts by time")
struct TimelineTests {
    private func periods(_ document: [String: Any]) throws -> [(String, Int)] {
        try #require(document["counts"] as? [[String: Any]]).map {
            ($0["period"] as? String ?? "", $0["count"] as? Int ?? -1)
        }
    }

    @Test("days, months and years equal those of the system's calendar, empty ones included")
    func calendar() throws {
        let town = try AreaTown(events: 4000)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Asia/Hebron"))
        for (step, parts) in [("day", 3), ("month", 2), ("year", 1)] {
            var expected: [String: Int] = [:]
            for feature in try #require(town.features["calls"]) {
                guard case .instant(let at) = feature.properties[1] else { continue }
                let date = Date(timeIntervalSince1970: Double(at) / 1000)
                let day = calendar.dateComponents([.year, .month, .day], from: date)
                let words = [day.year ?? 0, day.month ?? 0, day.day ?? 0].map {
                    $0 < 10 ? "0\($0)" : "\($0)"
                }
                expected[words.prefix(parts).joined(separator: "-"), default: 0] += 1
            }
            let document = try town.json(AreaRoutes.timeline, "calls", [("step", step)])
            let found = try periods(document)
            #expect(found.filter { $0.1 > 0 }.count == expected.count)
            for (period, count) in found { #expect(count == expected[period] ?? 0, "\(period)") }
            #expect(found.map(\.0) == found.map(\.0).sorted())
            #expect(document["total"] as? Int == expected.values.reduce(0, +))
            if step == "month" { #expect((36...37).contains(found.count)) }
        }
    }

    @Test("a selection counts what it selects; a layer without time or none of a kind is said so")
    func selection() throws {
        let town = try AreaTown(events: 500)
        let calls = try #require(town.features["calls"])
        let fires = calls.filter { $0.properties[2] == .text("fire") && $0.properties[1] != .null }.count
        #expect(
            try town.json(AreaRoutes.timeline, "calls", [("filter", "kind = 'fire'")])["total"] as? Int
                == fires)
        let box = calls.filter {
            guard case .point(let place)? = $0.geometry, $0.properties[1] != .null else { return false }
            return (37.3...37.4).contains(place.x) && (37.0...37.05).contains(place.y)
        }.count
        #expect(
            try town.json(AreaRoutes.timeline, "calls", [("bbox", "37.3,37.0,37.4,37.05")])["total"] as? Int
                == box)
        let none = try town.json(AreaRoutes.timeline, "calls", [("datetime", "1990")])
        #expect(none["total"] as? Int == 0 && (none["counts"] as? [Any])?.isEmpty == true)
        #expect(throws: Fault.self) { try town.call(AreaRoutes.timeline, "quarters") }
        #expect(throws: Fault.self) { try town.call(AreaRoutes.timeline, "calls", [("step", "hour")]) }
    }

    @Test("a wrong date thousands of years away does not make a million days")
    func outlier() throws {
        let town = try AreaTown(events: 5)
        try town.add(
            [
                Feature(
                    id: FeatureID("old"), revision: 0, geometry: nil,
                    properties: [.text("old"), .instant(-50_000_000_000_000), .null, .null, .null, .null])
            ], to: AreaTown.calls)
        #expect(throws: Fault.self) { try town.call(AreaRoutes.timeline, "calls", [("step", "day")]) }
        let years = try periods(try town.json(AreaRoutes.timeline, "calls", [("step", "year")]))
        #expect(years.first?.0 == "0385" && years.first?.1 == 1 && years.last?.0.hasPrefix("202") == true)
    }
}
