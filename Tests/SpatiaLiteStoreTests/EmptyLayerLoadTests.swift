import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// A load into an empty layer writes table, indexes and spatial index each by itself; what comes out has to
/// be what SQLite would have made.
@Suite struct EmptyLayerLoadTests {
    private let events = SampleLayers.events
    private let folder: TemporaryFolder
    private let store: SpatiaLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
        try store.prepare(SampleLayers.catalog())
    }

    private func event(_ number: Int, id: String) -> Feature {
        var feature = SampleLayers.event(number)
        feature.id = FeatureID(id)
        return feature
    }

    /// SQLite's own check of every index against its rows, by a program that knows nothing of ours.
    private func requireWhole(_ count: Int) throws {
        #expect(try shell(folder.file(), "PRAGMA integrity_check;") == "ok")
        #expect(try store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
        let counts = try shell(
            folder.file(),
            """
            SELECT count(*) FROM "test-events" NOT INDEXED;
            SELECT count(*) FROM "test-events" INDEXED BY "tabaqa_test-events_id" WHERE id > '';
            SELECT count(*) FROM "test-events" INDEXED BY "tabaqa_test-events_revision" WHERE _revision = 1;
            SELECT count(*) FROM sqlite_master WHERE name LIKE 'tabaqa_bare%';
            """)
        #expect(counts == "\(count)\n\(count)\n\(count)\n0")
    }

    @Test("every row is found by its id", arguments: [1, 49, 50, 51, 7001])
    func found(_ count: Int) throws {
        try StoreConformance.load((0..<count).map(SampleLayers.event), into: events, store)
        try requireWhole(count)
        for number in stride(from: 0, to: count, by: max(1, count / 100)) {
            let feature = try store.feature(FeatureID(SampleLayers.id(number)), in: events)
            #expect(feature?.properties[0] == .text("N-\(number)"))
        }
        let page = try store.page(events, after: nil, limit: count).map(\.id.text)
        #expect(page == (0..<count).map(SampleLayers.id).sorted())
    }

    @Test("ids that differ in their last digit only, and ids of any other form", arguments: [true, false])
    func otherIDs(_ isHexadecimal: Bool) throws {
        let ids = (0..<600).map { number in
            let digits = String(number, radix: 16)
            let id = String(repeating: "0", count: 32 - digits.count) + digits
            return isHexadecimal || number < 300 ? id : id.uppercased() + "é"
        }
        let features = ids.indices.map { event($0, id: ids[($0 * 7) % 600]) }
        try StoreConformance.load(features, into: events, store)
        try requireWhole(600)
        #expect(try store.page(events, after: nil, limit: 1000).map(\.id.text) == ids.sorted())
    }

    @Test("of rows with one id the first stays, whole")
    func duplicates() throws {
        let features =
            (0..<2000).map(SampleLayers.event) + (0..<5).map { event(9000 + $0, id: SampleLayers.id($0)) }
        let receipt = try StoreConformance.load(features, into: events, store)
        #expect(receipt.inserted == 2000)
        #expect(Set(receipt.conflicting.map(\.text)) == Set((0..<5).map(SampleLayers.id)))
        try requireWhole(2000)
        #expect(try store.feature(FeatureID(SampleLayers.id(3)), in: events)?.properties[0] == .text("N-3"))
    }

    @Test("an index another program made on the empty table is filled too")
    func strangersIndex() throws {
        try shell(folder.file(), "CREATE INDEX theirs ON \"test-events\" (severity);")
        try StoreConformance.load((0..<3000).map(SampleLayers.event), into: events, store)
        try requireWhole(3000)
        let answer = try shell(
            folder.file(),
            "SELECT count(*) FROM \"test-events\" INDEXED BY theirs WHERE severity > 0;")
        #expect(answer == "3000")
    }

    @Test("a column of another program's with a default gets it")
    func strangersColumn() throws {
        try shell(folder.file(), "ALTER TABLE \"test-events\" ADD COLUMN theirs TEXT DEFAULT 'x';")
        try StoreConformance.load((0..<1500).map(SampleLayers.event), into: events, store)
        try requireWhole(1500)
        let answer = try shell(
            folder.file(), "SELECT count(*) FROM \"test-events\" WHERE theirs = 'x';")
        #expect(answer == "1500")
    }

    @Test("columns added later lie behind the others")
    func extended() throws {
        var wider = events
        wider.properties.insert(SampleLayers.property("added", .integer), at: 0)
        try store.prepare(
            SampleLayers.catalog([wider, SampleLayers.areas, SampleLayers.roads, SampleLayers.table]))
        let features = (0..<1500).map { number in
            var feature = SampleLayers.event(number)
            feature.properties.insert(.integer(Int64(number)), at: 0)
            return feature
        }
        try StoreConformance.load(features, into: wider, store)
        let stored = try store.feature(FeatureID(SampleLayers.id(700)), in: wider)
        #expect(stored?.properties == features[700].properties)
        #expect(try shell(folder.file(), "PRAGMA integrity_check;") == "ok")
    }

    @Test("a load that fails leaves nothing, and the next one goes in")
    func failing() throws {
        struct Stop: Error {}
        var batches = 0
        #expect(throws: Stop.self) {
            try store.load(events, StoreConformance.options(.append, "00")) {
                batches += 1
                if batches == 3 { throw Stop() }
                let rows = (batches * 2000..<batches * 2000 + 2000).map(SampleLayers.event)
                return try FeatureBatch(rows, of: events).validated(for: events)
            }
        }
        var count = 0
        try store.scan(events) { count += $0.count }
        #expect(count == 0)
        try StoreConformance.load((0..<2000).map(SampleLayers.event), into: events, store)
        try requireWhole(2000)
    }
}
