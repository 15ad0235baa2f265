import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("An area's profile")
struct ProfileTests {
    private func entry(_ id: String, _ document: [String: Any]) throws -> [String: Any] {
        try #require((document["layers"] as? [[String: Any]])?.first { $0["layer"] as? String == id })
    }

    @Test("count, rate, rank and trend equal those of a plain loop")
    func oracle() throws {
        let town = try AreaTown(events: 2000)
        let calls = try #require(town.features["calls"])
        let ground = AreaTown.ground()
        func inside(_ quarter: Feature) -> [Feature] {
            calls.filter { feature in
                guard case .point(let place)? = feature.geometry, let extent = quarter.geometry?.extent
                else { return false }
                return extent.contains(place)
            }
        }
        let counts = ground.map { inside($0).count }
        let rates = zip(counts, [1000.0, 4000, 0, 500]).map { $1 > 0 ? Double($0) / $1 : -1 }
        for (number, quarter) in ground.enumerated() {
            let document = try town.json(
                AreaRoutes.profile, "quarters", [("months", "3")], item: quarter.id.text)
            let entry = try entry("calls", document)
            #expect(entry["count"] as? Int == counts[number])
            #expect(entry["denominator"] as? String == "population")
            #expect(entry["rate"] as? Double == (rates[number] >= 0 ? rates[number] : nil))
            let rank = 1 + rates.filter { $0 > rates[number] }.count
            #expect(entry["rank"] as? Int == (rates[number] >= 0 ? rank : nil))
            #expect(entry["areas"] as? Int == 4)
            #expect((entry["trend"] as? [[String: Any]])?.count == 3)
        }
    }

    @Test("the trend counts the last local months, the current one last, empty ones as nought")
    func trend() throws {
        let town = try AreaTown(events: 3000)
        let calls = try #require(town.features["calls"])
        let quarter = AreaTown.ground()[1]
        // 2024-03-15 in Hebron.
        let profile = try town.service.engine.profile(
            of: quarter.id, in: AreaTown.quarters, viewer: .anonymous, now: 1_710_500_000_000, months: 24)
        let entry = try #require(profile.entries.first { $0.layer == "calls" })
        #expect(entry.trend.map(\.month).first == "2022-04" && entry.trend.map(\.month).last == "2024-03")
        #expect(entry.trend.count == 24)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Asia/Hebron"))
        for (month, count) in entry.trend {
            let expected = calls.filter { feature in
                guard case .point(let place)? = feature.geometry,
                    case .instant(let at) = feature.properties[1],
                    quarter.geometry?.extent.contains(place) == true
                else { return false }
                let parts = calendar.dateComponents(
                    [.year, .month], from: Date(timeIntervalSince1970: Double(at) / 1000))
                return month == "\(parts.year ?? 0)-\(parts.month ?? 0 < 10 ? "0" : "")\(parts.month ?? 0)"
            }.count
            #expect(count == expected, "\(month)")
        }
    }

    @Test("another denominator can be named; one that may not be read cannot; an unknown area is missing")
    func parameters() throws {
        let town = try AreaTown(events: 100)
        func ask(_ query: [(String, String)], _ item: String = "quarter-Q2", _ viewer: Viewer = .anonymous)
            throws
        {
            _ = try town.call(AreaRoutes.profile, "quarters", query, item: item, viewer: viewer)
        }
        try ask([("per", "population")])
        #expect(throws: Fault.self) { try ask([("per", "budget")]) }
        try ask([("per", "budget")], "quarter-Q2", AreaTown.planner)
        #expect(throws: Fault.self) { try ask([("per", "name")]) }
        #expect(throws: Fault.self) { try ask([("months", "121")]) }
        let missing = #expect(throws: Fault.self) { try ask([], "nobody") }
        #expect(missing?.code == .featureMissing)
        #expect(throws: Fault.self) { try town.call(AreaRoutes.profile, "calls", item: "calls-1") }
    }
}
