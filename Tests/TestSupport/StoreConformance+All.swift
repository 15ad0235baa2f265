internal import TabaqaFeatureModel

extension StoreConformance {
    private static let events = SampleLayers.events
    private static let actor = "tester"

    static func options(_ mode: LoadOptions.Mode, _ hash: String = "00") -> LoadOptions {
        LoadOptions(mode: mode, actor: actor, source: "events.csv", sourceHash: hash)
    }

    static let merge = LoadOptions.Mode.merge(
        update: true, properties: nil, geometry: true, insertsMissing: true)

    /// Loads the features in batches of at most 5,000.
    @discardableResult
    static func load(
        _ features: [Feature], into layer: LayerDefinition = events, _ store: any FeatureStore,
        _ mode: LoadOptions.Mode = .append, hash: String = "00"
    ) throws -> LoadReceipt {
        var rest = features[...]
        return try store.load(layer, options(mode, hash)) {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(5000) }
            return try FeatureBatch(Array(rest.prefix(5000)), of: layer).validated(for: layer)
        }
    }

    static func prepared(_ store: any FeatureStore) throws {
        try store.prepare(SampleLayers.catalog())
    }

    static func one(_ feature: Feature) throws -> ValidatedBatch {
        try FeatureBatch([feature], of: events).validated(for: events)
    }

    static func scanned(_ store: any FeatureStore, _ layer: LayerDefinition = events) throws -> [Feature] {
        var features: [Feature] = []
        try store.scan(layer) { batch in
            for row in 0..<batch.count { features.append(batch.feature(row, revision: 0)) }
        }
        return features
    }

    public static let all: [StoreConformance] = [
        StoreConformance("scan gives back what was loaded, in order") { store in
            try prepared(store)
            let features = (0..<12_345).map(SampleLayers.event)
            let receipt = try load(features, store)
            try promise(receipt.inserted, is: 12_345, "inserted")
            try promise(receipt.revision, is: 1, "revision of the first load")
            try promise(try scanned(store) == features, "the scan differs from what was loaded")
            try promise(try store.scan(events) { _ in }, is: 1, "revision of the scan")
        },
        StoreConformance("every geometry and null survives") { store in
            try prepared(store)
            let ring = [(0.0, 0.0), (4, 0), (4, 4), (0, 0)].map { Position(x: $0.0, y: $0.1) }
            let hole = [(1.0, 0.5), (2, 0.5), (2, 1), (1, 0.5)].map { Position(x: $0.0, y: $0.1) }
            let shapes: [Geometry?] = [.multiPolygon([[ring, hole], [ring]]), nil, .polygon([ring])]
            let areas = shapes.enumerated().map {
                Feature(
                    id: FeatureID("a\($0.offset)"), revision: 0, geometry: $0.element,
                    properties: [.text("Şahinbey غازي"), .null])
            }
            try load(areas, into: SampleLayers.areas, store)
            let stored = try scanned(store, SampleLayers.areas)
            try promise(stored.map(\.geometry), is: [shapes[0], nil, .multiPolygon([[ring]])], "polygons")
            try promise(stored.map(\.properties), is: areas.map(\.properties), "text")
            let road = Feature(
                id: FeatureID("r"), revision: 0, geometry: .lineString(Array(ring.dropLast())),
                properties: [.null])
            try load([road], into: SampleLayers.roads, store)
            try promise(
                try scanned(store, SampleLayers.roads).map(\.geometry),
                is: [.multiLineString([ring.dropLast()])],
                "line")
            var empty = SampleLayers.event(1)
            empty.geometry = nil
            empty.properties = empty.properties.map { _ in .null }
            empty.flags = [.nullIsland, .implausiblePlace]
            try load([empty], store)
            try promise(try scanned(store), is: [empty], "a row of nulls")
            let row = Feature(
                id: FeatureID("t"), revision: 0, geometry: nil, properties: [.text(""), .decimal(-0.5)])
            try load([row], into: SampleLayers.table, store)
            try promise(try scanned(store, SampleLayers.table), is: [row], "a table without geometry")
        },
        StoreConformance("times survive to the millisecond, from the year 1 to 9999") { store in
            try prepared(store)
            let instants: [Int64] = [-62_135_596_800_000, -1, 0, 1, 951_782_399_999, 253_402_300_799_999]
            let days: [Int32] = [-719_162, -1, 0, 11_016, 2_932_896, 1]
            let features = (0..<6).map { index in
                var event = SampleLayers.event(index)
                event.properties[1] = .instant(instants[index])
                event.properties[6] = .date(days[index])
                return event
            }
            try load(features, store)
            try promise(try scanned(store), is: features, "times")
        },
        StoreConformance("appending an id that exists is a conflict and changes nothing") { store in
            try prepared(store)
            try load((0..<10).map(SampleLayers.event), store)
            let receipt = try load((5..<15).map(SampleLayers.event), store)
            try promise(receipt.inserted, is: 5, "inserted")
            try promise(
                Set(receipt.conflicting), is: Set((5..<10).map { FeatureID(SampleLayers.id($0)) }),
                "conflicting")
            try promise(try scanned(store).count, is: 15, "rows")
            let twice = try load([20, 21, 20].map(SampleLayers.event), store)
            try promise(twice.inserted, is: 2, "inserted of an id given twice")
            try promise(twice.conflicting.count, is: 1, "conflicts of an id given twice")
        },
        StoreConformance("an id given twice in a first load is counted once") { store in
            try prepared(store)
            let receipt = try load([1, 2, 1, 3].map(SampleLayers.event), store)
            try promise(receipt.inserted, is: 3, "inserted")
            try promise(receipt.conflicting, is: [FeatureID(SampleLayers.id(1))], "conflicting")
            try promise(try scanned(store).count, is: 3, "rows")
        },
        StoreConformance("merging into an empty layer settles ids given twice") { store in
            try prepared(store)
            var changed = SampleLayers.event(2)
            changed.properties[3] = .integer(9)
            let receipt = try load(
                [SampleLayers.event(1), SampleLayers.event(2), SampleLayers.event(1), changed], store, merge)
            try promise(receipt.inserted, is: 2, "inserted")
            try promise(receipt.unchanged, is: 1, "unchanged")
            try promise(receipt.updated, is: 1, "updated")
            try promise(
                try store.feature(changed.id, in: events)?.properties[3], is: .integer(9), "the last value")
        },
        StoreConformance("merging the same rows again changes nothing") { store in
            try prepared(store)
            let features = (0..<3000).map(SampleLayers.event)
            try load(features, store, merge)
            let receipt = try load(features.reversed(), store, merge)
            try promise(receipt.unchanged, is: 3000, "unchanged")
            try promise(receipt.revision, is: 1, "revision")
            try promise(try store.changes(events, after: nil, limit: 0).revision, is: 1, "layer revision")
        },
        StoreConformance("merging replaces what differs and adds what is missing") { store in
            try prepared(store)
            try load((0..<100).map(SampleLayers.event), store)
            var moved = SampleLayers.event(5)
            moved.geometry = .point(Position(x: 10, y: 20))
            var poorer = SampleLayers.event(6)
            poorer.properties[4] = .null
            poorer.geometry = nil
            let receipt = try load(
                [moved, poorer, SampleLayers.event(7), SampleLayers.event(500)], store, merge)
            try promise(receipt.updated, is: 2, "updated")
            try promise(receipt.unchanged, is: 1, "unchanged")
            try promise(receipt.inserted, is: 1, "inserted")
            try promise(try store.feature(moved.id, in: events)?.geometry, is: moved.geometry, "moved place")
            try promise(try store.feature(poorer.id, in: events)?.geometry == nil, "removed place")
            let revisions = try store.changes(
                events, after: ChangeCursor(revision: 1, id: FeatureID("~")), limit: 9)
            try promise(Set(revisions.changes.map(\.revision)), is: [2], "revision of what a merge wrote")
            try promise(revisions.changes.count, is: 3, "changes of the merge")
        },
        StoreConformance("a merge without update or additions only tells") { store in
            try prepared(store)
            try load([SampleLayers.event(1)], store)
            var changed = SampleLayers.event(1)
            changed.properties[0] = .text("other")
            let receipt = try load(
                [changed, SampleLayers.event(2)], store,
                .merge(update: false, properties: nil, geometry: true, insertsMissing: false))
            try promise(receipt.conflicting, is: [changed.id], "conflicting")
            try promise(receipt.unmatched, is: [SampleLayers.event(2).id], "unmatched")
            try promise(try scanned(store), is: [SampleLayers.event(1)], "rows")
            try promise(receipt.revision, is: 1, "revision")
        },
        StoreConformance("a merge of some properties leaves the others and the place alone") { store in
            try prepared(store)
            try load([SampleLayers.event(1)], store)
            var other = SampleLayers.event(2)
            other.id = SampleLayers.event(1).id
            let receipt = try load(
                [other], store,
                .merge(update: true, properties: ["severity"], geometry: false, insertsMissing: true))
            try promise(receipt.updated, is: 1, "updated")
            var expected = SampleLayers.event(1)
            expected.properties[3] = other.properties[3]
            try promise(try scanned(store), is: [expected], "row")
        },
        StoreConformance("a load that fails leaves nothing behind") { store in
            try prepared(store)
            try load((0..<10).map(SampleLayers.event), store)
            struct Interruption: Error {}
            var calls = 0
            do {
                _ = try store.load(events, options(.append)) {
                    calls += 1
                    if calls == 3 { throw Interruption() }
                    let features = (calls * 5000..<calls * 5000 + 5000).map(SampleLayers.event)
                    return try FeatureBatch(features, of: events).validated(for: events)
                }
                throw BrokenPromise(description: "the failure was swallowed")
            } catch is Interruption {}
            try promise(try scanned(store), is: (0..<10).map(SampleLayers.event), "rows")
            try promise(try store.changes(events, after: nil, limit: 0).revision, is: 1, "revision")
            try promise(try load([SampleLayers.event(11)], store).inserted, is: 1, "the next load")
        },
        StoreConformance("an empty load changes nothing") { store in
            try prepared(store)
            try promise(try load([], store).revision, is: 0, "revision")
            try promise(
                try store.scan(events) { _ in throw BrokenPromise(description: "a batch") }, is: 0, "scan")
        },
        StoreConformance("inserting twice answers the first result, other content conflicts") { store in
            try prepared(store)
            let first = try store.insert(try one(SampleLayers.event(1)), into: events, by: actor)
            try store.insert(try one(SampleLayers.event(2)), into: events, by: actor)
            try promise(
                try store.insert(try one(SampleLayers.event(1)), into: events, by: actor), is: first, "again")
            var other = SampleLayers.event(1)
            other.properties[0] = .text("other")
            try promiseFault(.storeConflict, "other content") {
                try store.insert(try one(other), into: events, by: actor)
            }
            try promise(try store.changes(events, after: nil, limit: 0).revision, is: 2, "revision")
        },
        StoreConformance("replacing expects the revision that was seen") { store in
            try prepared(store)
            let first = try store.insert(try one(SampleLayers.event(1)), into: events, by: actor)
            var changed = SampleLayers.event(1)
            changed.properties[4] = .decimal(1e300)
            changed.geometry = .point(Position(x: -1, y: -2))
            let second = try store.replace(try one(changed), in: events, expecting: first, by: actor)
            try promise(second > first, "the revision did not grow")
            changed.revision = second
            try promise(try store.feature(changed.id, in: events), is: changed, "the new row")
            try promiseFault(.storeConflict, "stale revision") {
                try store.replace(try one(changed), in: events, expecting: first, by: actor)
            }
            try promiseFault(.featureMissing, "no such feature") {
                try store.replace(try one(SampleLayers.event(9)), in: events, expecting: nil, by: actor)
            }
        },
        StoreConformance("deleting takes the row and shows in the change feed") { store in
            try prepared(store)
            try load((0..<5).map(SampleLayers.event), store)
            let id = SampleLayers.event(3).id
            try promiseFault(.storeConflict, "stale revision") {
                try store.delete(id, from: events, expecting: 77, by: actor)
            }
            let revision = try store.delete(id, from: events, expecting: 1, by: actor)
            try promise(try store.feature(id, in: events) == nil, "the row is still there")
            try promiseFault(.featureMissing, "deleted twice") {
                try store.delete(id, from: events, expecting: nil, by: actor)
            }
            let page = try store.changes(
                events, after: ChangeCursor(revision: 1, id: FeatureID("~")), limit: 10)
            try promise(page.changes, is: [.init(id: id, revision: revision, isDeletion: true)], "feed")
            try promise(
                try store.insert(try one(SampleLayers.event(3)), into: events, by: actor), is: revision + 1,
                "a deleted id comes back")
        },
        StoreConformance("pages follow the ids without gap or repetition") { store in
            try prepared(store)
            let features = (0..<257).map(SampleLayers.event)
            try load(features, store)
            var ids: [String] = []
            while true {
                let page = try store.page(events, after: ids.last.map { FeatureID($0) }, limit: 50)
                if page.isEmpty { break }
                ids += page.map(\.id.text)
            }
            try promise(ids, is: features.map(\.id.text).sorted(), "ids")
            try promise(try store.page(events, after: nil, limit: 0).isEmpty, "a page of nothing")
        },
        StoreConformance("the change feed pages by revision and id") { store in
            try prepared(store)
            try load((0..<30).map(SampleLayers.event), store)
            try load((30..<40).map(SampleLayers.event), store)
            try store.delete(SampleLayers.event(1).id, from: events, expecting: nil, by: actor)
            var seen: [ChangePage.Change] = []
            var cursor: ChangeCursor?
            while true {
                let page = try store.changes(events, after: cursor, limit: 7)
                try promise(page.revision, is: 3, "revision")
                guard let last = page.changes.last else { break }
                seen += page.changes
                cursor = ChangeCursor(revision: last.revision, id: last.id)
            }
            let expected: [(String, Int64)] =
                (0..<30).filter { $0 != 1 }.map(SampleLayers.id).sorted().map { ($0, Int64(1)) }
                + (30..<40).map(SampleLayers.id).sorted().map { ($0, Int64(2)) } + [(SampleLayers.id(1), 3)]
            try promise(seen.map(\.id.text), is: expected.map(\.0), "ids")
            try promise(seen.map(\.revision), is: expected.map(\.1), "revisions")
            try promise(seen.last?.isDeletion, is: true, "the deletion")
        },
        StoreConformance("a read inside a scan works") { store in
            try prepared(store)
            try load((0..<10).map(SampleLayers.event), store)
            var found = 0
            try store.scan(events) { batch in
                for row in 0..<batch.count
                where try store.feature(FeatureID(batch.ids[row] ?? ""), in: events) != nil {
                    found += 1
                }
            }
            try promise(found, is: 10, "features found inside the scan")
        },
        StoreConformance("a layer that was never prepared is missing") { store in
            try promiseFault(.storeMissing, "scan") { try store.scan(events) { _ in } }
        },
        StoreConformance("preparing again keeps the rows; a new property is null") { store in
            try prepared(store)
            try load((0..<5).map(SampleLayers.event), store)
            try prepared(store)
            try promise(try store.changes(events, after: nil, limit: 0).revision, is: 1, "revision")
            var wider = events
            wider.properties.insert(SampleLayers.property("note", .string), at: 1)
            try store.prepare(
                SampleLayers.catalog([wider, SampleLayers.areas, SampleLayers.roads, SampleLayers.table]))
            let rows = try scanned(store, wider)
            try promise(
                rows.map { $0.properties[1] }, is: [PropertyValue](repeating: .null, count: 5), "notes")
            try promise(rows.map { $0.properties[0] }, is: (0..<5).map { .text("N-\($0)") }, "numbers")
        },
        StoreConformance("a change that would lose data is refused and changes nothing") { store in
            try prepared(store)
            try load((0..<5).map(SampleLayers.event), store)
            let others = [SampleLayers.areas, SampleLayers.roads, SampleLayers.table]
            var narrower = events
            narrower.properties.removeLast()
            var retyped = events
            retyped.properties[3].type = .decimal
            var reshaped = events
            reshaped.geometry = .polygon
            var moved = events
            moved.crs = CRS(epsg: 3857)
            for (words, layers) in [
                ("property removed", [narrower] + others), ("type changed", [retyped] + others),
                ("geometry changed", [reshaped] + others), ("CRS changed", [moved] + others),
                ("layer removed", others),
            ] {
                try promiseFault(.storeMigration, words) { try store.prepare(SampleLayers.catalog(layers)) }
            }
            try promise(try scanned(store), is: (0..<5).map(SampleLayers.event), "rows")
        },
        StoreConformance("a layer without rows may change in any way") { store in
            try prepared(store)
            var reshaped = events
            reshaped.geometry = .polygon
            reshaped.properties.removeLast()
            try store.prepare(SampleLayers.catalog([reshaped]))
            try promise(try scanned(store, reshaped), is: [], "rows")
            try promiseFault(.storeMissing, "a removed layer") { try store.scan(SampleLayers.table) { _ in } }
        },
        StoreConformance("a ledger remembers which source was imported when") { store in
            guard let ledger = store as? any ImportLedger else { return }
            try prepared(store)
            try promise(try ledger.imported(sourceHash: "ab", into: events), is: nil, "before")
            try promise(try ledger.lastChange(of: events), is: nil, "last change before")
            try load([SampleLayers.event(1)], store, hash: "ab")
            let at = try ledger.imported(sourceHash: "ab", into: events)
            try promise((at ?? 0) > 1_600_000_000_000, "time of the import: \(String(describing: at))")
            try promise(
                try ledger.imported(sourceHash: "ab", into: SampleLayers.areas), is: nil, "other layer")
            try promise((try ledger.lastChange(of: events) ?? 0) > 1_600_000_000_000, "last change")
        },
    ]
}
