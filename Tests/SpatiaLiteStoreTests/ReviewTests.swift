import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// Review: states, queue, waiting edits.
@Suite struct ReviewTests {
    private let field: FieldSample
    private let layer = FieldSample.layer

    init() throws { field = try FieldSample() }

    private func review(
        _ id: String, _ state: ReviewState, _ reason: String? = nil, expecting: Int64? = nil
    ) throws {
        try field.store.review(
            [(FeatureID(id), expecting)], in: layer, to: state, reason: reason, by: "reviewer",
            at: 1_700_000_100_000)
    }

    private func queue(_ query: ReviewQuery = ReviewQuery()) throws -> [ReviewRecord] {
        try field.store.reviews(query, in: layer)
    }

    @Test(arguments: ReviewState.allCases)
    func `a state stands in the record, in the row's flags and in what live readers see`(_ state: ReviewState)
        throws
    {
        _ = try field.store.receive(
            FieldSample.submission("i1"), row: FieldSample.row("i1", flags: .nearDuplicate), hasIssues: false,
            files: [], into: layer)
        let before = try #require(try field.feature("i1"))
        try review("i1", state, "because", expecting: before.revision)
        let row = try #require(try field.feature("i1"))
        #expect(row.flags == FeatureFlags.nearDuplicate.union(state.flag))
        #expect(ReviewState(row.flags) == state)
        #expect(row.revision == before.revision + 1)
        let changed = try #require(try field.store.rows(of: layer, changedAfter: before.revision, limit: 10))
        #expect(changed.rows.flags == [row.flags])
        let record = try #require(try queue().first)
        #expect(record.state == state && record.reason == "because")
        #expect(record.updated == 1_700_000_100_000 && record.sender == FieldSample.worker)
    }

    @Test func `a decision on a row that was changed meanwhile is refused for all and names it`() throws {
        for id in ["i1", "i2"] { try field.send(FieldSample.submission(id, id)) }
        let seen = try #require(try field.feature("i2")).revision
        try field.store.replace(
            FieldSample.row("i2", text: "office"), in: layer, expecting: nil, by: "office")
        do {
            try field.store.review(
                [(FeatureID("i1"), nil), (FeatureID("i2"), seen)], in: layer, to: .approved, reason: nil,
                by: "r", at: 1)
            Issue.record("not refused")
        } catch let fault as Fault {
            #expect(
                fault.code == .storeConflict && fault.message.contains("i2") && !fault.message.contains("i1"))
        }
        #expect(try field.feature("i1")?.flags == .received)
    }

    @Test func `an imported row can be reviewed, and an import leaves its review alone`() throws {
        let features = (0..<5).map(SampleLayers.event)
        try StoreConformance.load(features, into: layer, field.store)
        let id = features[2].id
        try review(id.text, .rejected, "nonsense")
        #expect(try field.store.feature(id, in: layer)?.flags == .rejected)
        #expect(try queue().map(\.feature) == [id])
        let again = try StoreConformance.load(features, into: layer, field.store, StoreConformance.merge)
        #expect(again.unchanged == 5)
        var changed = features
        changed[2].properties[0] = .text("other")
        #expect(
            try StoreConformance.load(changed, into: layer, field.store, StoreConformance.merge).updated == 1)
        #expect(try field.store.feature(id, in: layer)?.flags == .rejected)
        // Neither does an edit of the office.
        var event = changed[2]
        event.properties[0] = .text("third")
        try field.store.replace(try StoreConformance.one(event), in: layer, expecting: nil, by: "office")
        #expect(try field.store.feature(id, in: layer)?.flags == .rejected)
        // The same insert again is the same, whatever was decided about it.
        #expect(throws: Never.self) {
            try field.store.insert(try StoreConformance.one(event), into: layer, by: "office")
        }
    }

    @Test func `an edit of what others changed waits, and a reviewer lets it through or not`() throws {
        for (id, verdict) in [("i1", ReviewState.approved), ("j1", .rejected)] {
            let next = id + "-edit"
            try field.send(FieldSample.submission(id, id, files: ["a.jpg"]), text: "field")
            try shell(field.folder.file(), "UPDATE \"test-events\" SET number = 'office' WHERE id = '\(id)';")
            let receipt = try field.send(
                FieldSample.submission(next, next, editing: id, files: ["b.jpg"]), text: "edit",
                files: [("b.jpg", FieldSample.blob("b"))])
            #expect(receipt.outcome == .conflicting)
            #expect(receipt.attachments.map(\.name) == ["b.jpg"] && receipt.isComplete)
            #expect(try field.text(id) == .text("office"))
            #expect(try field.names(id) == ["a.jpg false"])
            #expect(try field.store.tally(layer, late: 0, now: 1_700_000_000_001, days: 1).conflicts == 1)
            let record = try #require(try queue(ReviewQuery(states: [.edited])).first)
            #expect(record.conflict == next && record.state == .received)
            let waiting = try #require(try field.store.conflict(of: FeatureID(id), in: layer))
            #expect(
                waiting.properties
                    == SampleLayers.event(1).properties.enumerated().map { $0 == 0 ? .text("edit") : $1 })
            #expect(waiting.geometry == SampleLayers.event(1).geometry && waiting.id == FeatureID(id))
            // Sent again it is known, and still waits.
            #expect(try field.send(FieldSample.submission(next, next, editing: id)).outcome == .known)
            // A file that comes for it later goes to it, not to the row as it is.
            let late = try field.store.complete(
                next, hash: "hash of \(next)", files: [("c.jpg", FieldSample.blob("c"))], in: layer,
                by: FieldSample.worker, at: 7)
            #expect(late?.outcome == .known && late?.attachments.map(\.name) == ["b.jpg", "c.jpg"])
            #expect(
                try field.store.complete(
                    next, hash: "other", files: [], in: layer, by: FieldSample.worker, at: 7) == nil)
            #expect(try field.names(id) == ["a.jpg false"])
            try review(id, verdict, "seen")
            let approved = verdict == .approved
            #expect(try field.text(id) == .text(approved ? "edit" : "office"))
            #expect(try field.feature(id)?.flags == (approved ? [] : .received))
            #expect(try field.names(id) == (approved ? ["b.jpg true", "c.jpg true"] : ["a.jpg false"]))
            #expect(try field.store.conflict(of: FeatureID(id), in: layer) == nil)
            #expect(try field.store.tally(layer, late: 0, now: 1_700_000_000_001, days: 1).conflicts == 0)
            let final = try field.send(
                FieldSample.submission(next + "2", "last", editing: next), text: "last")
            #expect(final.outcome == (approved ? .edited : .conflicting))
        }
        #expect(try field.store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
    }

    @Test func `a review between an observation and its edit is no conflict`() throws {
        try field.send(FieldSample.submission("i1"))
        try review("i1", .hasIssues, "blurred")
        try review("i1", .approved)
        #expect(
            try field.send(FieldSample.submission("i2", "b", editing: "i1"), text: "two").outcome == .edited)
        #expect(try field.text("i1") == .text("two"))
        #expect(try queue().first?.state == .edited)
    }

    @Test func `an edit of an edit that waits takes its place`() throws {
        try field.send(FieldSample.submission("i1"))
        try field.store.replace(
            FieldSample.row("i1", text: "office"), in: layer, expecting: nil, by: "office")
        try field.send(FieldSample.submission("i2", "b", editing: "i1"), text: "two")
        #expect(
            try field.send(FieldSample.submission("i3", "c", editing: "i2"), text: "three").outcome
                == .conflicting)
        #expect(try field.store.conflict(of: FeatureID("i1"), in: layer)?.properties[0] == .text("three"))
        try review("i1", .approved)
        #expect(try field.text("i1") == .text("three"))
        #expect(
            try field.send(FieldSample.submission("i4", "d", editing: "i3"), text: "four").outcome == .edited)
    }

    @Test func `the queue pages through newest first, by state, device, assignee and missing files`() throws {
        for number in 0..<30 {
            try field.send(
                FieldSample.submission(
                    "i\(number)", "\(number)", files: number % 3 == 0 ? ["a.jpg"] : [],
                    sender: Sender(name: "w", device: "d\(number % 2)"), at: 1000 + Int64(number / 2)),
                hasIssues: number % 5 == 0)
        }
        func all(_ query: ReviewQuery) throws -> [String] {
            var query = query
            query.limit = 4
            var ids: [String] = []
            while true {
                let page = try queue(query)
                guard let last = page.last else { return ids }
                ids += page.map(\.feature.text)
                query.after = (last.received, last.feature)
            }
        }
        func expected(_ isIn: (Int) -> Bool) -> [String] {
            (0..<30).filter(isIn).sorted { ($0 / 2, "i\($0)") > ($1 / 2, "i\($1)") }.map { "i\($0)" }
        }
        #expect(try all(ReviewQuery()) == expected { _ in true })
        #expect(try all(ReviewQuery(states: [.hasIssues])) == expected { $0 % 5 == 0 })
        #expect(try all(ReviewQuery(states: [.hasIssues, .received])) == expected { _ in true })
        #expect(try all(ReviewQuery(device: "d1")) == expected { $0 % 2 == 1 })
        #expect(
            try all(ReviewQuery(states: [.received], device: "d1")) == expected { $0 % 2 == 1 && $0 % 5 != 0 }
        )
        #expect(try all(ReviewQuery(isIncomplete: true)) == expected { $0 % 3 == 0 })
        #expect(try queue(ReviewQuery(isIncomplete: true, limit: 1)).first?.expectedCount == 1)
        try field.store.assign([FeatureID("i4"), FeatureID("i7")], in: layer, to: "ayşe", by: "r", at: 5)
        #expect(try all(ReviewQuery(assignee: "ayşe")) == ["i7", "i4"])
        try field.store.assign([FeatureID("i4")], in: layer, to: nil, by: "r", at: 6)
        #expect(try all(ReviewQuery(states: [.received], assignee: "ayşe")) == ["i7"])
        let tally = try field.store.tally(layer, late: 1005, now: 1014, days: 2)
        #expect(tally.states == [.hasIssues: 6, .received: 24])
        #expect(tally.expectedFiles == 10 && tally.presentFiles == 0 && tally.incomplete == 10)
        #expect(tally.late == 4 && tally.perDay == [0, 30])
    }

    @Test func `files are put, listed for many, taken away, and counted`() throws {
        try field.send(FieldSample.submission("i1", files: ["a.jpg"]))
        try field.send(FieldSample.submission("i2", "b"))
        let id = FeatureID("i1")
        func attach(_ name: String, _ content: String) throws -> [TabaqaFeatureModel.Attachment] {
            try field.store.attach(
                name, FieldSample.blob(content), property: nil, to: id, in: layer, by: FieldSample.worker,
                at: 9)
        }
        #expect(try attach("a.jpg", "12345").map(\.isPresent) == [true])
        #expect(try attach("a.jpg", "12345").count == 1)
        #expect(try faultCode { try attach("a.jpg", "other") } == .attachmentConflict)
        #expect(try attach("b.pdf", "123").map(\.isExpected) == [true, false])
        #expect(try field.store.attachedBytes(by: "d1") == 8)
        let many = try field.store.attachments(of: [id, FeatureID("i2"), FeatureID("no")], in: layer)
        #expect(many.keys.sorted() == ["i1"] && many["i1"]?.map(\.name) == ["a.jpg", "b.pdf"])
        for name in ["a.jpg", "b.pdf"] {
            try field.store.detach(name, from: id, in: layer, by: FieldSample.worker, at: 10)
        }
        #expect(try field.names("i1") == ["a.jpg false"])
        #expect(try !field.store.holds(sha256: FieldSample.blob("12345").sha256))
        #expect(try field.store.attachedBytes(by: "d1") == 0)
        #expect(
            try faultCode {
                try field.store.detach("b.pdf", from: id, in: layer, by: FieldSample.worker, at: 10)
            }
                == .attachmentMissing)
        #expect(
            try faultCode {
                try field.store.attach(
                    "a", FieldSample.blob("a"), property: nil, to: FeatureID("no"), in: layer,
                    by: FieldSample.worker, at: 1)
            } == .featureMissing)
    }
}
