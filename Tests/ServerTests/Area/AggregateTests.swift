import Foundation
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

@Suite("Counts by area")
struct AggregateTests {
    private struct Row {
        var count = 0
        var sum = 0.0
        var least = Double.infinity
        var greatest = -Double.infinity
        var known = 0
    }

    /// By plain comparison with the quarters' edges.
    private func oracle(_ features: [Feature], _ isSelected: (Feature) -> Bool) -> [String: Row] {
        var rows: [String: Row] = [:]
        for feature in features where isSelected(feature) {
            var name = "unassigned"
            if case .point(let place)? = feature.geometry {
                for quarter in AreaTown.ground() {
                    guard let extent = quarter.geometry?.extent, place.x > extent.minX, place.x < extent.maxX,
                        place.y > extent.minY, place.y < extent.maxY,
                        case .text(let code) = quarter.properties[0]
                    else { continue }
                    name = code
                }
            }
            rows[name, default: Row()].count += 1
            guard case .integer(let severity) = feature.properties[3] else { continue }
            rows[name, default: Row()].sum += Double(severity)
            rows[name, default: Row()].known += 1
            rows[name, default: Row()].least = min(rows[name]?.least ?? .infinity, Double(severity))
            rows[name, default: Row()].greatest = max(rows[name]?.greatest ?? 0, Double(severity))
        }
        return rows
    }

    private func check(_ document: [String: Any], _ expected: [String: Row]) throws {
        let rows = try #require(document["rows"] as? [[String: Any]])
        var all: [(String, [String: Any])] = rows.map { ($0["key"] as? String ?? "", $0) }
        all.append(("unassigned", try #require(document["unassigned"] as? [String: Any])))
        #expect(all.map(\.0) == ["Q1", "Q2", "Q3", "Q4", "unassigned"])
        for (key, row) in all {
            let own = expected[key] ?? Row()
            #expect(row["count"] as? Int == own.count)
            #expect((row["sum_severity"] as? Double) == (own.known > 0 ? own.sum : nil))
            let mean = own.known > 0 ? own.sum / Double(own.known) : nil
            #expect((row["mean_severity"] as? Double == nil) == (mean == nil))
            // Foundation reads the last of seventeen digits only nearly.
            #expect(abs((row["mean_severity"] as? Double ?? 0) - (mean ?? 0)) < 1e-12)
            #expect((row["min_severity"] as? Double) == (own.known > 0 ? own.least : nil))
            #expect((row["max_severity"] as? Double) == (own.known > 0 ? own.greatest : nil))
        }
        let total = all.reduce(0) { $0 + ($1.1["count"] as? Int ?? 0) }
        #expect(document["total"] as? Int == total)
        #expect(total == expected.values.reduce(0) { $0 + $1.count })
    }

    private let measures = [
        ("by", "quarters"), ("sum", "severity"), ("mean", "severity"), ("min", "severity"),
        ("max", "severity"),
    ]

    @Test(
        "counts, sums, means and extremes equal those of a plain loop, with any selection, and again when kept"
    )
    func oracles() throws {
        let town = try AreaTown(events: 3000)
        let calls = try #require(town.features["calls"])
        let selections: [([(String, String)], (Feature) -> Bool)] = [
            ([], { _ in true }), ([("filter", "kind = 'fire'")], { $0.properties[2] == .text("fire") }),
            (
                [("filter", "severity >= 4 AND kind <> 'other'")],
                {
                    guard case .integer(let severity) = $0.properties[3] else { return false }
                    return severity >= 4 && $0.properties[2] != .text("other")
                }
            ),
            (
                [("datetime", "2024-01-01T00:00:00Z/..")],
                {
                    guard case .instant(let at) = $0.properties[1] else { return false }
                    return at >= 1_704_067_200_000
                }
            ),
        ]
        for _ in 0..<2 {
            for (query, isSelected) in selections {
                try check(
                    try town.json(AreaRoutes.aggregate, "calls", measures + query), oracle(calls, isSelected))
            }
        }
    }

    @Test("a new, a moved and a deleted row show in the next answer")
    func edits() throws {
        let town = try AreaTown(events: 200)
        func count(_ area: Int) throws -> Int? {
            let rows = try town.json(AreaRoutes.aggregate, "calls", [("by", "quarters")])["rows"]
            return (rows as? [[String: Any]])?[area]["count"] as? Int
        }
        let before = try #require(try count(3))
        var random = SeededGenerator(seed: 3)
        var feature = AreaTown.event(1000, of: "calls", &random)
        feature.geometry = .point(Position(x: 37.52, y: 37.02))
        try town.store.insert(
            try FeatureBatch([feature], of: AreaTown.calls).validated(for: AreaTown.calls),
            into: AreaTown.calls,
            by: "test")
        #expect(try count(3) == before + 1)
        let west = try #require(try count(0))
        feature.geometry = .point(Position(x: 37.32, y: 37.02))
        try town.store.replace(
            try FeatureBatch([feature], of: AreaTown.calls).validated(for: AreaTown.calls),
            in: AreaTown.calls,
            expecting: nil, by: "test")
        #expect(try count(3) == before && (try count(0)) == west + 1)
        try town.store.delete(feature.id, from: AreaTown.calls, expecting: nil, by: "test")
        #expect(try count(0) == west)
        // Kept owners follow the areas too: the fourth quarter taken away.
        try town.store.delete(FeatureID("quarter-Q4"), from: AreaTown.quarters, expecting: nil, by: "test")
        let rows = try town.json(AreaRoutes.aggregate, "calls", [("by", "quarters")])
        #expect((rows["rows"] as? [[String: Any]])?.count == 3)
        #expect((rows["unassigned"] as? [String: Any])?["count"] as? Int ?? 0 >= before)
    }

    @Test("a rate has its numerator and denominator, none over zero, and none below the minimum")
    func rates() throws {
        let town = try AreaTown(events: 60)
        let query = [("by", "quarters"), ("per", "population"), ("minimum", "12")]
        let rows = try #require(
            try town.json(AreaRoutes.aggregate, "calls", query)["rows"] as? [[String: Any]])
        var reliable: Set<Bool?> = []
        for (row, population) in zip(rows, [1000.0, 4000, 0, 500]) {
            let count = try #require(row["numerator_population"] as? Int)
            #expect(count == row["count"] as? Int && row["denominator_population"] as? Double == population)
            let expected = population > 0 && count >= 12 ? Double(count) / population : nil
            #expect(row["rate_population"] as? Double == expected)
            #expect(row["reliable_population"] as? Bool == (population > 0 ? count >= 12 : nil))
            reliable.insert(row["reliable_population"] as? Bool)
        }
        #expect(reliable.isSuperset(of: [nil, false]))
    }

    @Test("the same question has the same tag, answered by 304; another selection or an edit has another")
    func tags() throws {
        let town = try AreaTown(events: 20)
        let query = [("by", "quarters")]
        let tag = try #require(try town.call(AreaRoutes.aggregate, "calls", query).tag)
        let again = try town.call(AreaRoutes.aggregate, "calls", query, ifNoneMatch: "\"\(tag)\"")
        #expect(again.status == 304)
        #expect(try town.call(AreaRoutes.aggregate, "calls", query + [("hour", "8")]).tag != tag)
        #expect(try town.call(AreaRoutes.aggregate, "calls", query, viewer: AreaTown.mayor).tag != tag)
        try town.store.delete(FeatureID("calls-1"), from: AreaTown.calls, expecting: nil, by: "test")
        #expect(try town.call(AreaRoutes.aggregate, "calls", query).tag != tag)
    }

    @Test("what cannot be asked is refused in words")
    func refusals() throws {
        let town = try AreaTown(events: 5)
        for (query, code) in [
            ([], "option.invalid"), ([("by", "nothing")], "layer.unknown"),
            ([("by", "calls")], "option.invalid"),
            ([("by", "quarters"), ("sum", "nothing")], "property.unknown"),
            ([("by", "quarters"), ("sum", "kind")], "option.invalid"),
            ([("by", "quarters"), ("per", "name")], "option.invalid"),
            ([("by", "quarters"), ("minimum", "0")], "option.invalid"),
            ([("by", "quarters"), ("minimum", "x")], "option.invalid"),
            (
                [("by", "quarters"), ("sum", (0..<30).map { "a\($0)" }.joined(separator: ","))],
                "option.invalid"
            ),
            ([("by", "quarters"), ("per", "budget")], "release.refused"),
            ([("by", "quarters"), ("filter", "reporter = 'x'")], "release.refused"),
        ] as [([(String, String)], String)] {
            let fault = #expect(throws: Fault.self) {
                try town.call(AreaRoutes.aggregate, "calls", query)
            }
            #expect(fault?.code.name == code, "\(query)")
            #expect(fault?.remedy?.contains("budget") != true && fault?.remedy?.contains("reporter") != true)
        }
    }
}
