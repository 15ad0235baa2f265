import Foundation
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

/// Two towns that differ only in what a viewer may not see must look the same to them, to the last byte and
/// tag.
@Suite("What the area routes do not tell")
struct LeakTests {
    private struct Question {
        let route: Route
        let layer: String?
        var query: [(String, String)] = []
        var item = ""
        var body = ""

        init(
            _ route: Route, _ layer: String? = nil, _ query: [(String, String)] = [], item: String = "",
            body: String = ""
        ) {
            (self.route, self.layer, self.query, self.item, self.body) = (route, layer, query, item, body)
        }
    }

    private static let box = ("bbox", "37.2,36.9,37.7,37.2")

    private static let ofLayers: [Question] = ["calls", "fires", "visits", "files", "offices", "plans"]
        .flatMap {
            (layer: String) -> [Question] in
            [
                Question(AreaRoutes.aggregate, layer, [("by", "quarters")]),
                Question(AreaRoutes.aggregate, layer, [("by", "plans")]),
                Question(
                    AreaRoutes.aggregate, layer,
                    [("by", "quarters"), ("per", "population"), ("minimum", "1")]),
                Question(
                    AreaRoutes.aggregate, layer, [("by", "quarters"), ("sum", "severity"), ("max", "loss")]),
                Question(AreaRoutes.aggregate, layer, [("by", "quarters"), ("datetime", "2024")]),
                Question(AreaRoutes.timeline, layer), Question(AreaRoutes.timeline, layer, [("step", "day")]),
                Question(AreaRoutes.insideGet, nil, [box, ("collections", layer)]),
                Question(AreaRoutes.profile, layer, item: "\(layer)-1"),
            ]
        }

    private static let ofAll: [Question] = [
        Question(AreaRoutes.city), Question(AreaRoutes.aggregate, "quarters", [("by", "visits")]),
        Question(AreaRoutes.aggregate, "offices", [("by", "files")]),
        Question(AreaRoutes.insideGet, nil, [box]),
        Question(AreaRoutes.insideGet, nil, [box, ("datetime", "2024")]),
        Question(AreaRoutes.insidePost, body: InsideTests.polygon),
        Question(AreaRoutes.search, nil, [("q", "no")]), Question(AreaRoutes.search, nil, [("q", "person")]),
        Question(AreaRoutes.search, nil, [("q", "ali")]),
        Question(AreaRoutes.profile, "quarters", item: "quarter-Q1"),
        Question(AreaRoutes.profile, "quarters", [("months", "120")], item: "quarter-Q2"),
    ]

    private static let questions = ofLayers + ofAll

    /// The bytes and tag, or the fault as the client would read it.
    private func answers(_ town: AreaTown, _ viewer: Viewer) -> [String] {
        Self.questions.map { ask in
            do {
                let answer = try town.call(
                    ask.route, ask.layer, ask.query, item: ask.item, viewer: viewer,
                    body: Array(ask.body.utf8))
                guard case .bytes(let bytes) = answer.body else { return "no bytes" }
                return "\(answer.tag ?? "") \(String(decoding: bytes, as: UTF8.self))"
            } catch let fault as Fault {
                return "\(fault.code.name) \(fault)"
            } catch { return "\(error)" }
        }
    }

    private func compare(_ hidden: [LayerDefinition], _ viewers: [Viewer]) throws {
        let (one, other) = (try AreaTown(events: 40), try AreaTown(events: 40))
        for layer in hidden {
            var random = SeededGenerator(seed: 77)
            for number in 500..<503 {
                var event = AreaTown.event(number, of: layer.id, &random)
                event.geometry = .point(Position(x: 37.31 + Double(number - 500) / 20, y: 37.02))
                event.properties[0] = .text("ali \(number)")
                // Newer than everything.
                event.properties[1] = .instant(1_790_000_000_000)
                try other.add([event], to: layer)
            }
        }
        for viewer in viewers {
            let (before, after) = (answers(one, viewer), answers(other, viewer))
            for (question, pair) in zip(Self.questions, zip(before, after)) {
                #expect(
                    pair.0 == pair.1,
                    "\(viewer.name): \(question.route.operationID) \(question.layer ?? "") \(question.query)")
            }
        }
    }

    @Test("restricted and secret rows change nothing for anyone but the steward of the department")
    func restricted() throws {
        try compare(
            [AreaTown.visits, AreaTown.files],
            [.anonymous, AreaTown.planner, AreaTown.firefighter, AreaTown.reader, AreaTown.editor])
    }

    @Test("internal rows change nothing for anyone outside the department")
    func internalRows() throws {
        try compare([AreaTown.fires], [.anonymous, AreaTown.planner, AreaTown.reader, AreaTown.steward])
    }

    @Test("the test can fail: those entitled see the difference")
    func entitled() throws {
        let (one, other) = (try AreaTown(events: 40), try AreaTown(events: 40))
        var random = SeededGenerator(seed: 77)
        try other.add([AreaTown.event(500, of: "visits", &random)], to: AreaTown.visits)
        #expect(answers(one, AreaTown.steward) != answers(other, AreaTown.steward))
    }

    @Test(
        "a layer the viewer may not know of answers as one that is not there, in every place it can be named")
    func absence() throws {
        let town = try AreaTown(events: 20)
        for (viewer, hidden) in [
            (Viewer.anonymous, "fires"), (.anonymous, "visits"), (.anonymous, "files"), (.anonymous, "plans"),
            (AreaTown.firefighter, "visits"), (AreaTown.reader, "files"), (AreaTown.reader, "fires"),
        ] {
            for (route, layer, query) in [
                (AreaRoutes.aggregate, "calls", [("by", hidden)]),
                (AreaRoutes.aggregate, hidden, [("by", "quarters")]),
                (AreaRoutes.timeline, hidden, []),
                (AreaRoutes.insideGet, nil, [("bbox", "37,36,38,38"), ("collections", hidden)]),
            ] as [(Route, String?, [(String, String)])] {
                let fault = #expect(throws: Fault.self) {
                    try town.call(route, layer, query, viewer: viewer)
                }
                let absent = #expect(throws: Fault.self) {
                    try town.call(
                        route, layer == hidden ? "nothing" : layer,
                        query.map { ($0.0, $0.1 == hidden ? "nothing" : $0.1) }, viewer: viewer)
                }
                #expect(
                    fault.map { "\($0)" }
                        == absent.map { "\($0)".replacingOccurrences(of: "nothing", with: hidden) })
            }
            let city = try town.json(AreaRoutes.city, viewer: viewer)
            let ids = (city["layers"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            #expect(!ids.contains(hidden))
        }
    }

    @Test(
        "a known but guarded layer is withheld everywhere: no count, rank, trend, newest record, extent or revision"
    )
    func guarded() throws {
        let town = try AreaTown(events: 40)
        let city = try town.json(AreaRoutes.city, viewer: AreaTown.reader)
        let layer = try #require(
            (city["layers"] as? [[String: Any]])?.first { $0["id"] as? String == "visits" })
        for member in ["rows", "extent", "revision", "time"] { #expect(layer[member] == nil) }
        let status = try #require(layer["status"] as? [String: Any])
        #expect(status["isWithheld"] as? Bool == true)
        for member in ["newest", "due", "isOverdue", "flaggedShare"] { #expect(status[member] == nil) }
        #expect((layer["properties"] as? [Any])?.isEmpty == true)
        let profile = try town.json(
            AreaRoutes.profile, "quarters", item: "quarter-Q1", viewer: AreaTown.reader)
        let entry = try #require(
            (profile["layers"] as? [[String: Any]])?.first { $0["layer"] as? String == "visits" })
        #expect(Set(entry.keys) == ["layer", "isWithheld"])
        let inside = try town.json(
            AreaRoutes.insideGet, nil, [("bbox", "37,36,38,38"), ("collections", "visits")],
            viewer: AreaTown.reader)
        let answer = try #require((inside["layers"] as? [[String: Any]])?.first)
        #expect(Set(answer.keys) == ["layer", "isWithheld"])
        for route in [AreaRoutes.aggregate, AreaRoutes.timeline] {
            let fault = #expect(throws: Fault.self) {
                try town.call(route, "visits", [("by", "quarters")], viewer: AreaTown.reader)
            }
            #expect(fault?.code == .releaseRefused)
        }
    }

    @Test("each layer of a join is judged for the viewer's standing in its own department")
    func twoAudiences() throws {
        let town = try AreaTown(events: 60)
        try town.add(
            [
                Feature(
                    id: FeatureID("plan"), revision: 0, geometry: AreaTown.rectangle(37.3, 37, 37.4, 37.05),
                    properties: [.text("plan")])
            ], to: AreaTown.plans)
        // A firefighter reads fires, but not the planners' plans nor the quarters' budget.
        _ = try town.call(AreaRoutes.aggregate, "fires", [("by", "quarters")], viewer: AreaTown.firefighter)
        for query in [[("by", "plans")], [("by", "quarters"), ("per", "budget")]] {
            #expect(throws: Fault.self) {
                try town.call(AreaRoutes.aggregate, "fires", query, viewer: AreaTown.firefighter)
            }
        }
        let both = Viewer(
            name: "both",
            grants: [.init(department: "fire", role: .reader), .init(department: "planning", role: .reader)])
        _ = try town.call(
            AreaRoutes.aggregate, "fires", [("by", "quarters"), ("per", "budget")], viewer: both)
        _ = try town.call(AreaRoutes.aggregate, "fires", [("by", "plans")], viewer: both)
        // A planner counts public calls by internal plans, but not by what only firefighters may read.
        _ = try town.call(AreaRoutes.aggregate, "calls", [("by", "plans")], viewer: AreaTown.planner)
        #expect(throws: Fault.self) {
            try town.call(
                AreaRoutes.aggregate, "calls", [("by", "plans"), ("filter", "reporter = 'x'")],
                viewer: AreaTown.planner)
        }
    }
}
