import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaTestSupport

/// What a process that stays is told of changes.
@Suite struct ChangeSignalTests {
    private let folder: TemporaryFolder
    private let store: SpatiaLiteStore
    private let events = SampleLayers.events

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<100).map(SampleLayers.event), into: events, store)
    }

    private func rows(after revision: Int64, limit: Int = 100) throws -> ChangedRows? {
        try store.rows(of: events, changedAfter: revision, limit: limit)
    }

    @Test("Revisions of all layers come in one answer")
    func revisions() throws {
        #expect(
            try store.revisions() == ["test-events": 1, "test-areas": 0, "test-roads": 0, "test-table": 0])
        try store.delete(FeatureID(SampleLayers.id(1)), from: events, expecting: nil, by: "test")
        #expect(try store.revisions()["test-events"] == 2)
    }

    @Test("Changed rows come as they are, deleted ones as ids, each once")
    func changedRows() throws {
        #expect(try rows(after: 0)?.rows.count == 100)
        let none = try #require(try rows(after: 1))
        #expect(none.revision == 1 && none.rows.count == 0 && none.gone.isEmpty)
        for severity in 1...3 {
            var feature = SampleLayers.event(5)
            feature.properties[3] = .integer(Int64(severity))
            try store.replace(
                FeatureBatch([feature], of: events).validated(for: events), in: events, expecting: nil,
                by: "test")
        }
        try store.delete(FeatureID(SampleLayers.id(7)), from: events, expecting: nil, by: "test")
        try store.delete(FeatureID(SampleLayers.id(8)), from: events, expecting: nil, by: "test")
        try store.insert(
            FeatureBatch([SampleLayers.event(8)], of: events).validated(for: events), into: events, by: "test"
        )
        let changed = try #require(try rows(after: 1))
        #expect(changed.revision == 7)
        #expect(
            (0..<changed.rows.count).map { changed.rows.ids[$0] } == [SampleLayers.id(5), SampleLayers.id(8)])
        #expect(changed.rows.column("severity")?.values[0] == .integer(3))
        #expect(changed.gone == [FeatureID(SampleLayers.id(7))])
        let last = try #require(try rows(after: 6))
        #expect(last.rows.count == 1 && last.gone.isEmpty)
    }

    @Test("More than the limit, or a revision of the future, asks for the whole layer")
    func wholeLayer() throws {
        #expect(try rows(after: 0, limit: 99) == nil)
        #expect(try rows(after: 0, limit: 100) != nil)
        #expect(try rows(after: 2) == nil)
        try shell(folder.file(), "UPDATE \"test-events\" SET severity = 2;")
        #expect(try rows(after: 1, limit: 50) == nil)
        #expect(try rows(after: 1)?.revision == 101)
    }

    @Test("Asking for the stamp costs less than a microsecond and finds every commit")
    func stamp() throws {
        let start = store.changeStamp()
        let clock = ContinuousClock()
        var least = Duration.seconds(1)
        for _ in 0..<20 {
            least = min(
                least,
                clock.measure {
                    for _ in 0..<1000 { if store.changeStamp() != start { Issue.record("moved") } }
                })
        }
        // A debug build on a busy machine is an order slower than what is promised.
        #expect(least < .milliseconds(10))
        var stamps: Set<UInt64> = [start]
        for number in 200..<260 {
            try store.insert(
                FeatureBatch([SampleLayers.event(number)], of: events).validated(for: events), into: events,
                by: "test")
            #expect(stamps.insert(store.changeStamp()).inserted)
        }
    }
}
