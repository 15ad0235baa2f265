import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@testable import TabaqaTestSupport

/// A layer kept open equals the file built anew, after any edits.
@Suite struct LiveColumnsTests {
    /// The rows as they should be, edited beside the columns.
    private struct Model {
        let layer: LayerDefinition
        let hexIDs: Bool
        var rows: [String: Feature] = [:]
        var random: SeededGenerator
        var nextNumber = 0

        mutating func newID() -> String {
            nextNumber += 1
            // Not ascending, and now and then one that was used before.
            let number = (nextNumber &* 7919) % 100_003
            return hexIDs ? String(format: "%032x", number &* 65_537) : "row \(number)"
        }

        mutating func feature(_ id: String) -> Feature {
            let kind = Int.random(in: 0..<12, using: &random)
            let place = Position(
                x: .random(in: 37.2...37.5, using: &random), y: .random(in: 36.9...37.2, using: &random))
            let far = kind == 1 ? Position(x: 0, y: 0) : kind == 2 ? Position(x: -120, y: 80) : place
            let number = Int.random(in: 0..<5000, using: &random)
            let isNull = kind == 3
            return Feature(
                id: FeatureID(id), revision: 0, geometry: kind == 0 ? nil : .point(far),
                properties: isNull
                    ? [PropertyValue](repeating: .null, count: 7)
                    : [
                        .text("N-\(number)"), .text(["a", "b", "حي", "", "new \(number % 40)"][number % 5]),
                        .integer(Int64(number) - 5), .decimal(Double(number) / 3), .boolean(number % 2 == 0),
                        .date(Int32(number)), .instant(Int64(number) * 60_000),
                    ],
                flags: kind == 1 ? .nullIsland : [])
        }

        /// Some edits; what the store would report of them.
        mutating func edit(_ count: Int) -> (changed: [String], gone: [String]) {
            var touched = Set<String>()
            for _ in 0..<count {
                let known = rows.keys.sorted()
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    let id = newID()
                    rows[id] = feature(id)
                    touched.insert(id)
                case 1, 2:
                    guard let id = known.randomElement(using: &random) else { continue }
                    rows[id] = feature(id)
                    touched.insert(id)
                default:
                    guard let id = known.randomElement(using: &random) else { continue }
                    rows[id] = nil
                    touched.insert(id)
                }
            }
            return (touched.filter { rows[$0] != nil }.sorted(), touched.filter { rows[$0] == nil }.sorted())
        }
    }

    private func require(_ columns: LayerColumns, equals model: Model, in folder: ColumnFileTests.Folder)
        throws
    {
        let layer = model.layer
        #expect(columns.liveCount == model.rows.count)
        let alive = columns.aliveRows
        #expect(alive.count == model.rows.count)
        let batch = try columns.materialize(alive)
        for row in 0..<batch.count {
            let feature = batch.feature(row, revision: 0)
            #expect(feature == model.rows[feature.id.text])
        }
        let ids = model.rows.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let stored = try columns.ids()
        #expect(try columns.rowsByID().map { stored[Int($0)] } == ids)
        let order = try columns.idOrder()
        for id in ids.prefix(50) { #expect(order.row(ofID: FeatureID(id)).flatMap { stored[$0] } == id) }
        #expect(order.row(ofID: FeatureID("no such id")) == nil)
        if let middle = ids.dropFirst(ids.count / 2).first {
            var after: [String] = []
            order.forEachRow(after: middle) {
                after.append(stored[$0] ?? "")
                return after.count < 7
            }
            #expect(after == Array(ids.drop { $0 != middle }.dropFirst().prefix(7)))
        }
        let fresh = folder.url.appending(path: "fresh.columns").path
        try ColumnFile.build(at: fresh, layer: layer) {
            try $0(FeatureBatch(ids.compactMap { model.rows[$0] }, of: layer))
            return columns.revision
        }
        let rebuilt = try ColumnFile.open(at: fresh, layer: layer)
        #expect(columns.extent == rebuilt.extent)
        #expect(columns.timeSpan == rebuilt.timeSpan)
        #expect(columns.newestTime == rebuilt.newestTime)
        func sums(_ columns: LayerColumns) -> [UInt32] {
            columns.blocks.reduce(into: [0, 0]) { sums, block in
                sums[0] += block.timeless
                sums[1] += block.placeless
            }
        }
        #expect(sums(columns) == sums(rebuilt))
        let (x, y) = try columns.places()
        for row in alive where !x[row].isNaN {
            #expect(columns.blocks[row / BlockStatistics.rowsPerBlock].extent.contains(x: x[row], y: y[row]))
        }
        if let world = try columns.worldPlaces(), let other = try rebuilt.worldPlaces() {
            func places(_ world: (x: MappedArray<UInt32>, y: MappedArray<UInt32>), _ rows: [Int]) -> [UInt64]
            {
                rows.map { UInt64(world.x[$0]) << 32 | UInt64(world.y[$0]) }.sorted()
            }
            #expect(places(world, alive) == places(other, Array(0..<rebuilt.count)))
        }
    }

    @Test(
        "Edits one after another give what a file built anew gives, and earlier states stay as they were",
        arguments: [0, 1, 300, 9001], [true, false])
    func incrementalEqualsRebuilt(count: Int, hexIDs: Bool) throws {
        let folder = try ColumnFileTests.Folder()
        let layer = ColumnFileTests.layer()
        var model = Model(layer: layer, hexIDs: hexIDs, random: SeededGenerator(seed: UInt64(count + 1)))
        for _ in 0..<count {
            let id = model.newID()
            model.rows[id] = model.feature(id)
        }
        func begin() throws -> LiveColumns {
            try ColumnFileTests.build(
                folder, layer,
                FeatureBatch(model.rows.keys.sorted().compactMap { model.rows[$0] }, of: layer),
                revision: 1)
            return try LiveColumns(ColumnFile.open(at: folder.path, layer: layer))
        }
        var live = try begin()
        var kept: [(LayerColumns, Model)] = [(live.columns, model)]
        var restarts = 0
        for step in 0..<40 {
            let (changed, gone) = model.edit(step % 10 == 9 ? 400 : 12)
            let applied = try live.apply(
                FeatureBatch(changed.compactMap { model.rows[$0] }, of: layer),
                gone: gone.map { FeatureID($0) },
                revision: Int64(step + 2))
            guard let applied else {
                restarts += 1
                live = try begin()
                continue
            }
            #expect(applied.columns.revision == Int64(step + 2))
            #expect(applied.appended.count == changed.count)
            #expect(applied.removed.allSatisfy { !applied.columns.isAlive($0) })
            if step % 13 == 5 { kept.append((applied.columns, model)) }
        }
        // Only a file without rows takes ids for hexadecimal that are not.
        #expect(restarts <= 2)
        kept.append((live.columns, model))
        for (columns, model) in kept { try require(columns, equals: model, in: folder) }
    }

    @Test(
        "A dictionary that grows too large, or an id of another form, asks for a new file and changes nothing"
    )
    func doesNotFit() throws {
        let folder = try ColumnFileTests.Folder()
        let layer = ColumnFileTests.layer()
        let batch = ColumnFileTests.batch(1000, layer)
        try ColumnFileTests.build(folder, layer, batch)
        let live = try LiveColumns(ColumnFile.open(at: folder.path, layer: layer))
        var many = ColumnFileTests.batch(300, layer)
        for row in 0..<300 where row == 0 {
            many.columns[1].values = .text(TextColumn((0..<300).map { "kind \($0)" }))
        }
        #expect(try live.apply(many, gone: [], revision: 8) == nil)
        #expect(live.columns.count == 1000)
        #expect(try live.columns.materialize(live.columns.aliveRows).count == 1000)
        let other = ColumnFileTests.batch(1, layer, hexIDs: false)
        #expect(try live.apply(other, gone: [], revision: 8) == nil)
        var few = ColumnFileTests.batch(200, layer)
        few.columns[1].values = .text(TextColumn((0..<200).map { "kind \($0)" }))
        let applied = try #require(try live.apply(few, gone: [], revision: 9))
        #expect(applied.columns.liveCount == 1000)
        #expect(applied.columns.count == 1200)
        let row = try #require(try applied.columns.row(ofID: FeatureID(few.ids[150] ?? "")))
        #expect(try applied.columns.values("kind")[row] == .text("kind 150"))
    }

    @Test("Readers of earlier states see them whole while rows are appended")
    func readersBesideWriter() async throws {
        let folder = try ColumnFileTests.Folder()
        let layer = ColumnFileTests.layer()
        try ColumnFileTests.build(folder, layer, ColumnFileTests.batch(5000, layer))
        let live = try LiveColumns(ColumnFile.open(at: folder.path, layer: layer))
        // Every state has exactly one row whose level is its revision per id, and 5,000 rows.
        let ids = try live.columns.ids().gather(0..<200)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for revision in 8..<408 {
                    var batch = FeatureBatch(emptyFor: layer)
                    for row in 0..<200 {
                        batch.append(
                            Feature(
                                id: FeatureID(ids[row] ?? ""), revision: 0,
                                geometry: .point(Position(x: 37.3, y: 37)),
                                properties: [
                                    .text("state \(revision)"), .text("kind \(revision % 200)"),
                                    .integer(Int64(revision)), .null, .null, .null, .instant(Int64(revision)),
                                ]))
                    }
                    let applied = try live.apply(batch, gone: [], revision: Int64(revision))
                    try #require(applied != nil)
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    var last: Int64 = 0
                    while last < 407 {
                        let columns = live.columns
                        try #require(columns.revision >= last)
                        last = columns.revision
                        guard last > 7 else { continue }
                        try #require(columns.liveCount == 5000)
                        let (texts, kinds) = (try columns.values("no"), try columns.values("kind"))
                        let levels = try columns.values("level")
                        for row in columns.count - 200..<columns.count {
                            try #require(columns.isAlive(row))
                            try #require(levels[row] == .integer(last))
                            try #require(texts[row] == .text("state \(last)"))
                            try #require(kinds[row] == .text("kind \(last % 200)"))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
