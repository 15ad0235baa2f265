import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// The state table of submissions, row by row.
@Suite struct ReceptionTests {
    private let field: FieldSample

    init() throws { field = try FieldSample() }

    private func sent(_ instance: String, _ content: String = "a", files: [String] = []) -> Submission {
        FieldSample.submission(instance, content, files: files)
    }

    @Test func `a new submission becomes a row with its state, and a slot for every file it names`() throws {
        let receipt = try field.send(
            sent("i1", files: ["b.jpg", "a.jpg"]), text: "hole", files: [("a.jpg", FieldSample.blob("a"))])
        #expect(receipt.outcome == .created)
        #expect(receipt.feature == FeatureID("i1"))
        #expect(receipt.state == .received)
        #expect(receipt.attachments.map(\.name) == ["a.jpg", "b.jpg"])
        #expect(receipt.attachments.map(\.isPresent) == [true, false])
        #expect(receipt.attachments.map(\.property) == ["photo", "photo"])
        #expect(receipt.presentCount == 1 && receipt.expectedCount == 2 && !receipt.isComplete)
        let row = try #require(try field.feature("i1"))
        #expect(row.properties[0] == .text("hole"))
        #expect(row.flags == .received)
        #expect(row.revision == receipt.revision)
        let kept = try field.store.submissions(of: FeatureID("i1"), in: FieldSample.layer)
        #expect(
            kept
                == [sent("i1", files: ["b.jpg", "a.jpg"])].map { submission in
                    var submission = submission
                    submission.expected[1].content = FieldSample.blob("a")
                    submission.expected[1].received = submission.received
                    return submission
                })
    }

    @Test func `a row with issues says so, beside what is suspicious about it`() throws {
        let receipt = try field.store.receive(
            sent("i1"), row: FieldSample.row("i1", flags: .poorAccuracy), hasIssues: true, files: [],
            into: FieldSample.layer)
        #expect(receipt.state == .hasIssues)
        #expect(try field.feature("i1")?.flags == [.poorAccuracy, .hasIssues])
    }

    @Test func `the same again changes nothing and brings the missing file`() throws {
        let first = try field.send(
            sent("i1", files: ["a.jpg", "b.jpg"]), files: [("a.jpg", FieldSample.blob("a"))])
        let again = try field.send(
            sent("i1", files: ["a.jpg", "b.jpg"]), text: "not looked at",
            files: [
                ("a.jpg", FieldSample.blob("a")), ("b.jpg", FieldSample.blob("b")),
                ("log.csv", FieldSample.blob("c")),
            ])
        #expect(again.outcome == .known)
        #expect(again.revision == first.revision)
        #expect(again.isComplete)
        #expect(again.attachments.map(\.isExpected) == [true, true, false])
        #expect(try field.feature("i1")?.revision == first.revision)
        #expect(try field.store.receipt(of: "i1", in: FieldSample.layer) == again)
        #expect(try field.store.receipt(of: "i2", in: FieldSample.layer) == nil)
    }

    @Test func `the same instance with another content is refused, and so is another file of the same name`()
        throws
    {
        try field.send(sent("i1", files: ["a.jpg"]), files: [("a.jpg", FieldSample.blob("a"))])
        let before = try field.state()
        #expect(try faultCode { try field.send(sent("i1", "b")) } == .submissionConflict)
        #expect(
            try faultCode {
                try field.send(
                    sent("i1"),
                    files: [("new.jpg", FieldSample.blob("n")), ("a.jpg", FieldSample.blob("other"))])
            } == .attachmentConflict)
        #expect(try field.state() == before, "a refused submission left something")
    }

    @Test func `an edit of the newest version replaces the row and takes over the files it names again`()
        throws
    {
        try field.send(
            sent("i1", files: ["a.jpg", "b.jpg", "audit.csv"]), text: "one",
            files: [
                ("a.jpg", FieldSample.blob("a")), ("b.jpg", FieldSample.blob("b")),
                ("audit.csv", FieldSample.blob("first log")),
            ])
        let edit = FieldSample.submission("i2", "b", editing: "i1", files: ["a.jpg", "c.jpg", "audit.csv"])
        let receipt = try field.send(edit, text: "two")
        #expect(receipt.outcome == .edited)
        #expect(receipt.feature == FeatureID("i1"))
        #expect(receipt.state == .edited)
        #expect(
            receipt.attachments.map { "\($0.name) \($0.isPresent)" } == [
                "a.jpg true", "audit.csv true", "c.jpg false",
            ])
        #expect(try field.text("i1") == .text("two"))
        #expect(try field.feature("i2") == nil)
        #expect(try field.feature("i1")?.flags == .edited)
        // What the edit itself brings takes the place of what was carried over, once.
        let log: (String, Blob) = ("audit.csv", FieldSample.blob("second log"))
        let rest = try field.send(edit, files: [log, ("c.jpg", FieldSample.blob("c"))])
        #expect(rest.outcome == .known && rest.isComplete)
        #expect(rest.attachments[1].content == FieldSample.blob("second log"))
        #expect(
            try faultCode { try field.send(edit, files: [("audit.csv", FieldSample.blob("third log"))]) }
                == .attachmentConflict)
        // The bytes of versions past are kept.
        #expect(try field.store.holds(sha256: FieldSample.blob("first log").sha256))
        #expect(try field.store.holds(sha256: FieldSample.blob("b").sha256))
        let chain = try field.store.submissions(of: FeatureID("i1"), in: FieldSample.layer)
        #expect(chain.map(\.instance) == ["i1", "i2"])
    }

    @Test func `a late file of the first version still arrives after the edit`() throws {
        try field.send(sent("i1", files: ["a.jpg", "b.jpg"]))
        try field.send(FieldSample.submission("i2", "b", editing: "i1", files: ["a.jpg"]))
        let late = try field.send(
            sent("i1", files: ["a.jpg", "b.jpg"]),
            files: [("a.jpg", FieldSample.blob("a")), ("b.jpg", FieldSample.blob("b"))])
        #expect(late.outcome == .known)
        #expect(try field.names("i1") == ["a.jpg true"])
        #expect(try field.store.holds(sha256: FieldSample.blob("b").sha256))
    }

    @Test func `an edit of an old version, of an unknown one, and of a deleted observation are told apart`()
        throws
    {
        try field.send(sent("i1"))
        try field.send(FieldSample.submission("i2", "b", editing: "i1"))
        #expect(
            try faultCode { try field.send(FieldSample.submission("i3", "c", editing: "i1")) }
                == .submissionSuperseded)
        #expect(
            try faultCode { try field.send(FieldSample.submission("i4", "d", editing: "no")) }
                == .submissionPredecessor)
        // The successor's own second batch is no edit of an old version.
        #expect(try field.send(FieldSample.submission("i2", "b", editing: "i1")).outcome == .known)
        try field.store.delete(FeatureID("i1"), from: FieldSample.layer, expecting: nil, by: "office")
        #expect(
            try faultCode { try field.send(FieldSample.submission("i5", "e", editing: "i2")) }
                == .featureDeleted)
    }

    @Test func `what was deleted does not come back by being sent again`() throws {
        let receipt = try field.send(sent("i1", files: ["a.jpg"]))
        #expect(try !field.store.wasDeleted(FeatureID("i1"), in: FieldSample.layer))
        try field.store.delete(receipt.feature, from: FieldSample.layer, expecting: nil, by: "office")
        #expect(try faultCode { try field.send(sent("i1", files: ["a.jpg"])) } == .featureDeleted)
        #expect(try faultCode { try field.send(sent("i1", "b")) } == .submissionConflict)
        #expect(try field.feature("i1") == nil)
        #expect(try field.store.wasDeleted(FeatureID("i1"), in: FieldSample.layer))
        #expect(try field.store.reviews(ReviewQuery(), in: FieldSample.layer) == [])
        // Deleted by another program, and never sent as a submission.
        try field.store.insert(FieldSample.row("x1"), into: FieldSample.layer, by: "office")
        try shell(field.folder.file(), "DELETE FROM \"test-events\" WHERE id = 'x1';")
        #expect(try faultCode { try field.send(sent("x1", "c")) } == .featureDeleted)
    }

    @Test func `another feature of the same id is not overwritten`() throws {
        try field.store.insert(FieldSample.row("i1", text: "office"), into: FieldSample.layer, by: "office")
        #expect(try faultCode { try field.send(sent("i1")) } == .storeConflict)
        #expect(try field.text("i1") == .text("office"))
    }

    @Test func `an edit of a key of the office keeps the state, one by a form shows as edited`() throws {
        let office = Sender(name: "desk", device: nil)
        try field.send(FieldSample.submission("i1", "a", kind: .feature, sender: office))
        try field.store.review(
            [(FeatureID("i1"), nil)], in: FieldSample.layer, to: .approved, reason: nil, by: "r", at: 5)
        let api = FieldSample.submission("i2", "b", editing: "i1", kind: .feature, sender: office)
        #expect(try field.send(api).state == .approved)
        #expect(
            try field.send(FieldSample.submission("i3", "c", editing: "i2", sender: office)).state == .edited)
        #expect(try field.feature("i1")?.flags == .edited)
    }

    @Test func `fifty equal submissions at once make one observation`() throws {
        let outcomes = Outcomes()
        let field = field
        DispatchQueue.concurrentPerform(iterations: 50) { _ in
            let receipt = try? field.send(
                FieldSample.submission("i1", files: ["a.jpg"]), files: [("a.jpg", FieldSample.blob("a"))])
            outcomes.add(receipt?.outcome.rawValue ?? "failed")
        }
        #expect(outcomes.counts == ["created": 1, "known": 49])
        let counts = try shell(
            field.folder.file(),
            "SELECT (SELECT count(*) FROM \"test-events\"), (SELECT count(*) FROM tabaqa_submissions), (SELECT count(*) "
                + "FROM tabaqa_observations), (SELECT count(*) FROM tabaqa_attachments);")
        #expect(counts == "1|1|1|1")
    }

    @Test func `a log sent in any order, with repeats, ends in the same state`() throws {
        let log: [(Submission, String, [(name: String, content: Blob)])] = [
            (sent("i1", files: ["a.jpg"]), "1", []),
            (sent("i1", files: ["a.jpg"]), "1", [("a.jpg", FieldSample.blob("a"))]),
            (FieldSample.submission("i2", "b", editing: "i1", files: ["a.jpg", "b.jpg"]), "2", []),
            (
                FieldSample.submission("i2", "b", editing: "i1", files: ["a.jpg", "b.jpg"]), "2",
                [("b.jpg", FieldSample.blob("b"))]
            ),
            (sent("j1", "x"), "x", []), (FieldSample.submission("j2", "y", editing: "j1"), "y", []),
            (FieldSample.submission("j3", "z", editing: "j2"), "z", []),
        ]
        var states: Set<String> = []
        for seed in 0..<12 {
            var random = SeededGenerator(seed: UInt64(seed))
            let field = try FieldSample()
            // What is refused because its base is not there yet is sent again, as phones do.
            var waiting = log + log.filter { _ in Bool.random(using: &random) }
            while !waiting.isEmpty {
                waiting.shuffle(using: &random)
                var refused: [(Submission, String, [(name: String, content: Blob)])] = []
                for (submission, text, files) in waiting {
                    let code = try faultCode { try field.send(submission, text: text, files: files) }
                    if code == .submissionPredecessor {
                        refused.append((submission, text, files))
                    } else {
                        #expect(code == nil)
                    }
                }
                waiting = refused
            }
            states.insert(try field.state().replacing(#/(?m)\|\d+$/#, with: ""))
            field.store.close()
        }
        #expect(states.count == 1, "\(states.joined(separator: "\n----\n"))")
    }
}

final class Outcomes: @unchecked Sendable {
    private let lock = NSLock()
    private var seen: [String: Int] = [:]
    var counts: [String: Int] { lock.withLock { seen } }
    func add(_ name: String) { lock.withLock { seen[name, default: 0] += 1 } }
}
