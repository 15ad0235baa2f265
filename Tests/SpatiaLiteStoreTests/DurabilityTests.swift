import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// What was acknowledged stays; what was not leaves no trace.
@Suite struct DurabilityTests {
    private let events = SampleLayers.events

    @Test("the writer syncs every commit, readers cannot write")
    func pragmas() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        let writer = try store.write { connection in
            (
                try connection.integer("PRAGMA synchronous"), try connection.text("PRAGMA journal_mode"),
                refuses(connection, "DELETE FROM \"idx_test-events_geometry_node\"")
            )
        }
        #expect(writer.0 == 2)
        #expect(writer.1 == "wal")
        #expect(writer.2, "the writer may spoil an index")
        let reader = try store.read { connection in
            (
                try connection.integer("PRAGMA query_only"), try connection.integer("PRAGMA trusted_schema"),
                refuses(connection, "DELETE FROM tabaqa_audit")
            )
        }
        #expect(reader.0 == 1)
        #expect(reader.1 == 0)
        #expect(reader.2, "a reader may write")
        store.close()
    }

    private func refuses(_ connection: SQLConnection, _ sql: String) -> Bool {
        do { try connection.execute(sql) } catch { return true }
        return false
    }

    @Test("after a packed load the writer is defensive again")
    func defensiveAgain() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<100).map(SampleLayers.event), into: events, store)
        let isDefensive = try store.write { refuses($0, "DELETE FROM \"idx_test-events_geometry_node\"") }
        #expect(isDefensive)
        store.close()
    }

    @Test("a load killed at any moment leaves all or nothing", arguments: ["append", "merge"])
    func killedLoad(_ mode: String) throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<2000).map(SampleLayers.event), into: events, store)
        store.close()
        let program = try crashProbe()
        var random = SeededGenerator(seed: 11)
        var rows = 2000
        var outcomes = (kept: 0, undone: 0)
        for round in 0..<12 {
            let first = mode == "merge" ? rows / 2 : rows
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = [folder.file(), String(first), "20000", mode]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            _ = try pipe.fileHandleForReading.read(upToCount: 6)
            usleep(UInt32.random(in: 0...(round < 10 ? 250_000 : 3_000_000), using: &random))
            kill(process.processIdentifier, SIGKILL)
            let rest = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let after = try SpatiaLiteStore(path: folder.file(), mode: .readWrite)
            var count = 0
            try after.scan(events) { count += $0.count }
            if rest.contains("done") { #expect(count == first + 20_000) }
            #expect(count == rows || count == first + 20_000)
            if count == rows { outcomes.undone += 1 } else { outcomes.kept += 1 }
            rows = count
            #expect(try after.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
            after.close()
        }
        #expect(outcomes.undone > 0)
    }

    @Test("a backup made while writing goes on is whole, opens, and never overwrites")
    func backup() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<20_000).map(SampleLayers.event), into: events, store)
        let isDone = Flag()
        let writer = Thread {
            var number = 30_000
            while !isDone.value {
                number += 1
                _ = try? store.insert(
                    StoreConformance.one(SampleLayers.event(number)), into: SampleLayers.events, by: "writer")
            }
        }
        writer.start()
        usleep(50_000)
        try store.backup(to: folder.file("copy.sqlite"))
        isDone.set()
        let copy = try SpatiaLiteStore(path: folder.file("copy.sqlite"), mode: .readWrite)
        var count = 0
        let revision = try copy.scan(events) { count += $0.count }
        // Each insert raised the revision by one, so both tell the same moment.
        #expect(Int64(count) == 20_000 + revision - 1)
        #expect(try copy.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
        #expect(throws: Fault.self) { try store.backup(to: folder.file("copy.sqlite")) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".new-") }
                == [])
        copy.close()
        store.close()
    }

    @Test("replace and delete keep the old row")
    func history() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        var event = SampleLayers.event(1)
        try store.insert(try StoreConformance.one(event), into: events, by: "ayşe")
        event.properties[3] = .integer(4)
        try store.replace(try StoreConformance.one(event), in: events, expecting: nil, by: "ali")
        try store.delete(event.id, from: events, expecting: nil, by: "عمر")
        let history = try shell(
            folder.file(),
            "SELECT action, actor, revision, ended_by, json_extract(properties, '$.severity'), ST_AsText(geometry) IS "
                + "NOT NULL FROM tabaqa_history ORDER BY ended_by;")
        #expect(history == "replace|ali|1|2|2|1\ndelete|عمر|2|3|4|1")
        let audit = try shell(folder.file(), "SELECT action, actor, revision FROM tabaqa_audit ORDER BY seq;")
        #expect(audit == "insert|ayşe|1\nreplace|ali|2\ndelete|عمر|3")
        store.close()
    }

    @Test("a load leaves one audit row, a load without effect none")
    func audit() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        let features = (0..<10).map(SampleLayers.event)
        for _ in 0..<3 { try StoreConformance.load(features, into: events, store, StoreConformance.merge) }
        let audit = try shell(folder.file(), "SELECT action, inserted, source FROM tabaqa_audit;")
        #expect(audit == "import|10|events.csv")
        store.close()
    }

    @Test("many threads read while one writes")
    func threads() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<2000).map(SampleLayers.event), into: events, store)
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for round in 0..<5 {
                if worker == 0 {
                    let first = 10_000 + round * 100
                    _ = try? StoreConformance.load(
                        (first..<first + 100).map(SampleLayers.event), into: SampleLayers.events, store)
                } else {
                    var count: Int64 = 0
                    let revision = try? store.scan(SampleLayers.events) { count += Int64($0.count) }
                    if count != 2000 + 100 * ((revision ?? 0) - 1) {
                        Issue.record("a torn read: \(count) rows")
                    }
                }
            }
        }
        #expect(try store.scan(events) { _ in } == 6)
        store.close()
    }
}

private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var isSet = false
    var value: Bool { lock.withLock { isSet } }
    func set() { lock.withLock { isSet = true } }
}
