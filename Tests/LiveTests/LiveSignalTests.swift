import Foundation
import Synchronization
import TabaqaColumns
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaTestSupport

/// What anyone changes in the store shows in the very next answer.
@Suite struct LiveSignalTests {
    private func shell(_ city: LiveCity, _ sql: String) throws {
        let answer = try run("sqlite3", [city.path], input: ".load mod_spatialite\n.bail on\n\(sql)\n")
        #expect(answer == "")
    }

    @Test("The stamp moves with commits of this and of other processes, and stays otherwise")
    func stamp() throws {
        let city = try LiveCity(events: 10)
        var seen = [city.store.changeStamp()]
        #expect(city.store.changeStamp() == seen[0])
        _ = try city.store.feature(FeatureID(SampleLayers.id(1)), in: LiveCity.events)
        #expect(city.store.changeStamp() == seen[0])
        for number in 0..<5 {
            try city.put(SampleLayers.event(100 + number))
            #expect(!seen.contains(city.store.changeStamp()))
            seen.append(city.store.changeStamp())
            try shell(city, "UPDATE \"test-events\" SET severity = \(number) WHERE number = 'N-\(number)';")
            #expect(!seen.contains(city.store.changeStamp()))
            seen.append(city.store.changeStamp())
        }
        try run("sqlite3", [city.path], input: "PRAGMA wal_checkpoint(TRUNCATE);")
        try city.put(SampleLayers.event(200))
        #expect(!seen.contains(city.store.changeStamp()))
        city.store.close()
        #expect(city.store.changeStamp() == city.store.changeStamp())
    }

    @Test("A store opened for reading only follows another process's edits")
    func readOnly() throws {
        let city = try LiveCity(events: 10)
        let reader = try SpatiaLiteStore(path: city.path, mode: .readOnly)
        defer { reader.close() }
        let engine = Engine(
            catalog: LiveCity.catalog, store: reader,
            columnsDirectory: city.folder.appending(path: "third").path,
            formatsExecutable: "/nonexistent"
        ).live()
        #expect(try engine.columns.open(LiveCity.events).liveCount == 10)
        try city.put(SampleLayers.event(11))
        #expect(try engine.columns.open(LiveCity.events).liveCount == 11)
        try shell(city, "DELETE FROM \"test-events\" WHERE number IN ('N-1', 'N-2');")
        #expect(try engine.columns.open(LiveCity.events).liveCount == 9)
    }

    @Test("Edits by the sqlite3 shell and ogrinfo are in the next answer, without a rebuild")
    func outsideEdits() throws {
        let city = try LiveCity(events: 2000)
        let before = try city.live.columns.open(LiveCity.events)
        try shell(
            city,
            "UPDATE \"test-events\" SET severity = 77, geometry = MakePoint(37.31, 37.01, 4326) WHERE number = 'N-7';"
        )
        var columns = try city.live.columns.open(LiveCity.events)
        #expect(columns.count == 2001)
        #expect(columns.liveCount == 2000)
        let row = try #require(try columns.row(ofID: FeatureID(SampleLayers.id(7))))
        #expect(try columns.values("severity")[row] == .integer(77))
        #expect(try columns.places().x[row] == 37.31)
        #expect(
            try before.values("severity")[try #require(try before.row(ofID: FeatureID(SampleLayers.id(7))))]
                == .integer(3))

        let update = try run(
            "ogrinfo",
            [
                "-update", city.path, "-dialect", "SQLite", "-sql",
                "UPDATE \"test-events\" SET severity = 1, kind = 'flood' WHERE number = 'N-9'",
            ])
        columns = try city.live.columns.open(LiveCity.events)
        let other = try #require(try columns.row(ofID: FeatureID(SampleLayers.id(9))))
        #expect(try columns.values("severity")[other] == .integer(1), "\(update)")
        try shell(
            city,
            """
            INSERT INTO "test-events" (number, geometry) VALUES ('new', MakePoint(37.31, 37.01, 4326));
            DELETE FROM "test-events" WHERE number = 'N-3';
            UPDATE "test-events" SET id = '\(String(repeating: "ab", count: 16))' WHERE number = 'N-4';
            """)
        columns = try city.live.columns.open(LiveCity.events)
        #expect(columns.liveCount == 2000)
        #expect(try columns.row(ofID: FeatureID(SampleLayers.id(3))) == nil)
        #expect(try columns.row(ofID: FeatureID(SampleLayers.id(4))) == nil)
        #expect(try columns.row(ofID: FeatureID(String(repeating: "ab", count: 16))) != nil)
        #expect(columns.appendedCount == 4)
        #expect(try city.live.revision(of: LiveCity.events) == columns.revision)
    }

    @Test("A load of more rows than are worth taking in one by one is read anew")
    func bulk() throws {
        let city = try LiveCity(events: 100)
        let before = try city.live.columns.open(LiveCity.events)
        #expect(before.liveCount == 100)
        try city.load((1000..<26_000).map { SampleLayers.event($0) }, into: LiveCity.events)
        let columns = try city.live.columns.open(LiveCity.events)
        #expect(columns.liveCount == 25_100)
        #expect(columns.appendedCount == 0)
        #expect(before.liveCount == 100)
        let everywhere = Extent(minX: 0, minY: 0, maxX: 1, maxY: 1)
        #expect(
            try city.live.revision(of: LiveCity.events, touching: everywhere, reach: 0) == columns.revision)
        try city.load((30_000..<31_000).map { SampleLayers.event($0) }, into: LiveCity.events)
        #expect(try city.live.columns.open(LiveCity.events).appendedCount == 1000)
    }

    @Test("A store that signals nothing is followed all the same")
    func memoryStore() throws {
        let store = MemoryStore()
        let catalog = SampleLayers.catalog([LiveCity.events])
        try store.prepare(catalog)
        try StoreConformance.load((0..<300).map { SampleLayers.event($0) }, into: LiveCity.events, store)
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tabaqa-live-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.path, formatsExecutable: "/nonexistent"
        ).live()
        #expect(try engine.columns.open(LiveCity.events).liveCount == 300)
        try store.delete(FeatureID(SampleLayers.id(5)), from: LiveCity.events, expecting: nil, by: "test")
        try store.insert(
            FeatureBatch([SampleLayers.event(400)], of: LiveCity.events).validated(for: LiveCity.events),
            into: LiveCity.events, by: "test")
        let columns = try engine.columns.open(LiveCity.events)
        #expect(columns.liveCount == 300)
        #expect(columns.appendedCount == 1)
        #expect(try columns.row(ofID: FeatureID(SampleLayers.id(5))) == nil)
    }

    private final class Progress: Sendable {
        let committed = Mutex<Int64>(0)
        let done = Mutex(false)
        let readers = Mutex(0)
    }

    @Test("Readers beside a writer see whole states, never older than what was committed before they asked")
    func load() async throws {
        let city = try LiveCity(events: 4000)
        // Every commit moves rows 0…9 to one new severity together.
        let progress = Progress()
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                defer { progress.done.withLock { $0 = true } }
                // Threads of tests are few; without this the writer may be through before a reader begins.
                while progress.readers.withLock({ $0 }) < 1 { await Task.yield() }
                for step in 1...150 {
                    let features = (0..<10).map { number in
                        var feature = SampleLayers.event(number)
                        feature.properties[3] = .integer(Int64(1000 + step))
                        return feature
                    }
                    let options = LoadOptions(
                        mode: .merge(update: true, properties: nil, geometry: true, insertsMissing: true),
                        actor: "test", source: "test", sourceHash: "\(step)")
                    var batch: ValidatedBatch? = try FeatureBatch(features, of: LiveCity.events)
                        .validated(for: LiveCity.events)
                    let receipt = try city.store.load(LiveCity.events, options) {
                        defer { batch = nil }
                        return batch
                    }
                    progress.committed.withLock { $0 = receipt.revision }
                    await Task.yield()
                }
                return 0
            }
            for _ in 0..<3 {
                group.addTask {
                    var answers = 0
                    while !progress.done.withLock({ $0 }) {
                        let least = progress.committed.withLock { $0 }
                        let columns = try city.live.columns.open(LiveCity.events)
                        try #require(columns.revision >= least)
                        try #require(columns.liveCount == 4000)
                        let severity = try columns.values("severity")
                        let order = try columns.idOrder()
                        let states = try Set(
                            (0..<10).map { number in
                                severity[try #require(order.row(ofID: FeatureID(SampleLayers.id(number))))]
                            })
                        try #require(least == 0 || states.count == 1)
                        answers += 1
                        progress.readers.withLock { $0 += 1 }
                        await Task.yield()
                    }
                    return answers
                }
            }
            var answers = 0
            for try await count in group { answers += count }
            #expect(answers > 3)
        }
        let columns = try city.live.columns.open(LiveCity.events)
        #expect((10...1500).contains(columns.appendedCount))
        #expect(columns.liveCount == 4000)
    }
}
