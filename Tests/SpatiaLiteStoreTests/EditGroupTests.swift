import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// Many callers' edits in one transaction: each keeps its own outcome.
@Suite struct EditGroupTests {
    private struct Refusal: Error {}
    private let field: FieldSample

    init() throws { field = try FieldSample() }

    private func insert(_ number: Int, _ connection: SQLConnection) throws {
        try connection.run(
            "INSERT INTO tabaqa_deletions (layer, revision, id) VALUES ('test', ?1, 'x')",
            .integer(Int64(number)))
    }

    private func kept() throws -> [String] {
        try shell(field.folder.file(), "SELECT revision FROM tabaqa_deletions ORDER BY revision;")
            .split(separator: "\n").map(String.init)
    }

    @Test func `one that fails after writing takes nobody along`() throws {
        let outcomes = Outcomes()
        let store = field.store
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            do {
                try store.edit { connection in
                    try insert(number, connection)
                    if number % 4 == 1 { throw Refusal() }
                }
                outcomes.add("kept")
            } catch { outcomes.add(error is Refusal ? "refused" : "\(error)") }
        }
        #expect(outcomes.counts == ["kept": 48, "refused": 16])
        #expect(try kept() == (0..<64).filter { $0 % 4 != 1 }.map { "\($0)" })
    }

    @Test func `one that loses the whole transaction is the only one that fails`() throws {
        let outcomes = Outcomes()
        let store = field.store
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            do {
                try store.edit { connection in
                    try insert(number, connection)
                    // SpatiaLite's own trigger rolls everything back.
                    if number % 8 == 3 {
                        try connection.run(
                            "INSERT INTO \"test-events\" (id, geometry) VALUES ('bad', MakePoint(1, 2, 32637))"
                        )
                    }
                }
                outcomes.add("kept")
            } catch { outcomes.add("refused") }
        }
        #expect(outcomes.counts == ["kept": 56, "refused": 8])
        #expect(try kept() == (0..<64).filter { $0 % 8 != 3 }.map { "\($0)" })
        #expect(try field.store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
    }

    @Test func `a write inside another is refused rather than waiting for itself`() throws {
        let store = field.store
        let code = try faultCode {
            try store.write { _ in try store.insert(FieldSample.row("i1"), into: FieldSample.layer, by: "w") }
        }
        #expect(code == .storeBusy)
        #expect(throws: Never.self) {
            try store.insert(FieldSample.row("i1"), into: FieldSample.layer, by: "w")
        }
    }

    @Test
    func `when there is no more room nothing is half kept, what was kept stays, and room brings it back`()
        throws
    {
        try field.send(FieldSample.submission("first"))
        let pages = try field.store.read { try $0.integer("PRAGMA page_count") ?? 0 }
        try field.store.edit { try $0.run("PRAGMA max_page_count = \(pages + 40)") }
        let outcomes = Outcomes()
        let store = field.store
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for number in 0..<60 {
                let id = "i\(worker)-\(number)"
                do {
                    let submission = FieldSample.submission(id, String(repeating: "x", count: 8000))
                    let receipt = try store.receive(
                        submission, row: FieldSample.row(id), hasIssues: false, files: [],
                        into: FieldSample.layer)
                    outcomes.add(receipt.outcome.rawValue)
                } catch let fault as Fault { outcomes.add(fault.code.name) } catch {
                    outcomes.add("\(error)")
                }
            }
        }
        let counts = outcomes.counts
        #expect(Set(counts.keys) == ["created", "store.full"])
        #expect(FaultCode.storeFull.kind.httpStatus == 507)
        func rows() throws -> Int {
            var count = 0
            try store.scan(FieldSample.layer) { count += $0.count }
            return count
        }
        #expect(try rows() == 1 + (counts["created"] ?? 0))
        let submissions = try shell(field.folder.file(), "SELECT count(*) FROM tabaqa_submissions;")
        #expect(submissions == "\(1 + (counts["created"] ?? 0))")
        try field.store.edit { try $0.run("PRAGMA max_page_count = 1000000") }
        #expect(try field.send(FieldSample.submission("last")).outcome == .created)
        #expect(try field.store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
    }
}
