import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaEngine

@Suite("Filled forms at the desk")
struct DeskFormTests {
    let city: DeskCity

    init() throws { city = try DeskCity() }

    @Test func `a form is an observation once, however often it is sent`() throws {
        let xml = DeskCity.form("a1", ["kind": "leak", "size": "7", "photo": "p.jpg"])
        let receipt = try city.send(xml)
        #expect(receipt.outcome == .created)
        #expect(receipt.state == .received)
        #expect(receipt.feature == FeatureID("a1"))
        #expect((receipt.presentCount, receipt.expectedCount) == (0, 1))
        let again = try city.send(xml)
        #expect(again.outcome == .known)
        #expect(again.revision == receipt.revision)
        let stored = try city.feature("a1")
        #expect(stored.geometry == .point(Position(x: 37.4, y: 37.05)))
        #expect(city.value("size", of: stored) == .integer(7))
        #expect(city.value("number", of: stored) == .text("F-a1"))
        #expect(city.value("at", of: stored) == .instant(DeskCity.now))
        #expect(stored.flags == .received)
        #expect(code { try city.send(DeskCity.form("a1", ["kind": "pothole"])) } == "submission.conflict")
        #expect(try city.store.submissions(of: FeatureID("a1"), in: DeskCity.reports).map(\.body) == [xml])
    }

    @Test func `files come in later requests, and other bytes under a name are refused`() throws {
        let xml = DeskCity.form("a2", ["kind": "leak", "photo": "صورة.jpg", "clip": "c.mp4"])
        let photo = try city.file("صورة.jpg", [1, 2, 3])
        #expect(try city.send(xml, [photo]).presentCount == 1)
        let clip = try city.file("c.mp4", [1, 2, 3])
        let whole = try city.send(xml, [photo, clip, try city.file("unasked.txt", [9])])
        #expect(whole.isComplete)
        #expect(whole.attachments.first { $0.name == "c.mp4" }?.property == "clip")
        #expect(code { try city.send(xml, [try city.file("c.mp4", [4])]) } == "attachment.conflict")
    }

    @Test func `what a form gets wrong is kept in the submission and flagged, never refused`() throws {
        let far = try city.send(DeskCity.form("b1", place: "91 181 0 0", ["kind": "leak"]))
        #expect(far.state == .hasIssues)
        let stored = try city.feature("b1")
        #expect(stored.geometry == nil)
        #expect(stored.flags.contains(.unusableGeometry))
        let wrong = try city.send(DeskCity.form("b2", ["kind": "ufo", "size": "900", "at": "soon"]))
        #expect(wrong.state == .hasIssues)
        let second = try city.feature("b2")
        #expect(second.flags.contains(.unusableValue))
        #expect(city.value("size", of: second) == .null)
        #expect(city.value("kind", of: second) == .null)
        #expect(try city.send(DeskCity.form("b3", place: nil, [:])).state == .hasIssues)
    }

    @Test func `the layer's rules become flags`() throws {
        func flags(_ id: String, _ place: String, _ answers: [String: String]) throws -> FeatureFlags {
            var answers = answers
            answers["kind"] = "leak"
            try city.send(DeskCity.form(id, place: place, answers))
            return try city.feature(id).flags
        }
        let time = InstantText.utc(DeskCity.now)
        #expect(try flags("c1", "37.05 37.4 0 5", ["at": time]) == .received)
        // 11 m to the north, five minutes later.
        let later = InstantText.utc(DeskCity.now - 300_000)
        #expect(try flags("c2", "37.0501 37.4 0 5", ["at": later]).quality == .nearDuplicate)
        #expect(try flags("c3", "37.051 37.4 0 5", ["at": later]).quality == [])
        #expect(
            try flags("c4", "37.0501 37.4 0 5", ["at": InstantText.utc(DeskCity.now - 3_600_000)]).quality
                == [])
        #expect(try flags("c5", "37.5 37.4 0 5", ["at": time]).quality == .outsideBoundary)
        #expect(try flags("c6", "37.06 37.41 0 90", ["at": time]).quality == .poorAccuracy)
        #expect(try flags("c7", "37.06 37.42 0 0", ["at": time]).quality == .placedByHand)
        let old = try flags("c8", "37.06 37.43 0 5", ["at": InstantText.utc(DeskCity.now - 40 * 86_400_000)])
        #expect(old == [.implausibleTime, .hasIssues])
        // An edit is no duplicate of what it edits.
        let edit = try city.send(
            DeskCity.form("c9", place: "37.051 37.4 0 5", editing: "c3", ["kind": "leak", "at": later]))
        #expect(edit.outcome == .edited)
        #expect(edit.feature == FeatureID("c3"))
        #expect(try city.feature("c3").flags == .edited)
    }

    @Test func `unknown, closed and foreign forms are told apart`() throws {
        var other = DeskCity.reports
        other.id = "test-nothing"
        #expect(code { try city.send(DeskCity.form("d1", of: other)) } == "form.unknown")
        #expect(code { try city.send(DeskCity.form("d2", of: DeskCity.ground)) } == "form.unknown")
        #expect(code { try city.send(DeskCity.form("d3", of: DeskCity.closed)) } == "form.closed")
        #expect(
            code {
                try city.desk.receive(
                    xml: DeskCity.form("d4"), files: [], covers: { _ in false }, from: DeskCity.phone,
                    clientDevice: nil, at: DeskCity.now)
            } == "device.invalid")
        let text = String(decoding: DeskCity.form("d5"), as: UTF8.self)
        let versioned = text.replacing("<data ", with: "<data version=\"19990101\" ")
        #expect(code { try city.send(Array(versioned.utf8)) } == "form.unknown")
        try city.store.remember(FormEdition(layer: DeskCity.reports.id, version: "19990101", xml: [1]))
        #expect(try city.send(Array(versioned.utf8)).outcome == .created)
        #expect(code { try city.send(Array("<data".utf8)) } == "submission.malformed")
    }

    @Test func `a deleted observation does not come back`() throws {
        let xml = DeskCity.form("e1")
        try city.send(xml)
        try city.store.delete(FeatureID("e1"), from: DeskCity.reports, expecting: nil, by: "test")
        #expect(code { try city.send(xml) } == "feature.deleted")
        #expect(code { try city.put(DeskCity.geoJSON((37.4, 37.05), ""), "e1") } == "feature.deleted")
    }

    @Test func `fifty at once are one`() async throws {
        let xml = DeskCity.form("f1")
        let outcomes = try await withThrowingTaskGroup(of: Receipt.Outcome.self) { group in
            for _ in 0..<50 { group.addTask { try city.send(xml).outcome } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .created } == 1)
        #expect(outcomes.count { $0 == .known } == 49)
        #expect(try city.store.page(DeskCity.reports, after: nil, limit: 10).count == 1)
    }

    @Test func `a device sends no more than its quota`() throws {
        let large = try city.file("p.jpg", [UInt8](repeating: 7, count: 700_000))
        try city.send(DeskCity.form("g1", ["kind": "leak", "photo": "p.jpg"]), [large])
        let second = try city.file("q.jpg", [UInt8](repeating: 8, count: 700_000))
        #expect(
            code { try city.send(DeskCity.form("g2", ["kind": "leak", "photo": "q.jpg"]), [second]) }
                == "attachment.quota")
        #expect(
            try city.send(
                DeskCity.form("g3", ["kind": "leak", "photo": "q.jpg"]), [second], from: DeskCity.office
            ).isComplete)
    }
}
