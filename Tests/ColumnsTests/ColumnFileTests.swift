import Foundation
import TabaqaColumns
import TabaqaFeatureModel
import Testing

@Suite struct ColumnFileTests {
    static func layer(_ geometry: GeometryType = .point, extra: PropertyType = .decimal) -> LayerDefinition {
        func property(_ name: String, _ type: PropertyType) -> PropertyDefinition {
            PropertyDefinition(name: name, type: type, label: LocalizedText([.en: name]))
        }
        return LayerDefinition(
            id: "events", department: "fire", title: LocalizedText([.en: "Events"]), kind: .observation,
            geometry: geometry, key: "no", time: .init(property: "at", zone: "Europe/Istanbul"),
            sensitivity: .public,
            properties: [
                property("no", .string), property("kind", .code), property("level", .integer),
                property("loss", extra), property("open", .boolean), property("day", .date),
                property("at", .dateTime),
            ])
    }

    /// Rows of every type with nulls, a hundred at one place and one at 0, 0.
    static func batch(_ count: Int, _ layer: LayerDefinition, hexIDs: Bool = true) -> FeatureBatch {
        var batch = FeatureBatch(emptyFor: layer)
        var state: UInt64 = 42
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        var x: [Double] = []
        var y: [Double] = []
        for row in 0..<count {
            batch.ids.append(hexIDs ? String(format: "%032x", row * 7919) : "row \(row)")
            batch.flags.append(row == 1 ? .nullIsland : [])
            let isSame = row % 50 == 3
            x.append(row == 1 ? 0 : row == 2 ? .nan : isSame ? 37.4 : 37.2 + 0.3 * random())
            y.append(row == 1 ? 0 : row == 2 ? .nan : isSame ? 37.05 : 36.9 + 0.3 * random())
            let isNull = row % 11 == 5
            let values: [PropertyValue] =
                isNull
                ? [PropertyValue](repeating: .null, count: 7)
                : [
                    .text("N-\(row)"), .text(["a", "b", "حي", ""][row % 4]), .integer(Int64(row) - 5),
                    .decimal(Double(row) / 3), .boolean(row % 2 == 0), .date(Int32(row % 20_000)),
                    .instant(Int64(row) * 60_000),
                ]
            for index in values.indices { batch.columns[index].values.append(values[index]) }
        }
        batch.geometry = .points(x: x, y: y)
        return batch
    }

    final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "columns-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
        var path: String { url.appending(path: "events.columns").path }
    }

    static func build(_ folder: Folder, _ layer: LayerDefinition, _ batch: FeatureBatch, revision: Int64 = 7)
        throws
    {
        try ColumnFile.build(at: folder.path, layer: layer) { visit in
            var start = 0
            while start < batch.count {
                let end = min(start + 4096, batch.count)
                try visit(batch.gather(Array(start..<end)))
                start = end
            }
            return revision
        }
    }

    @Test(
        "Every row comes back with every value, whatever the order", arguments: [0, 1, 5, 4096, 9001],
        [true, false])
    func roundTrip(count: Int, hexIDs: Bool) throws {
        let folder = try Folder()
        let layer = Self.layer()
        let batch = Self.batch(count, layer, hexIDs: hexIDs)
        try Self.build(folder, layer, batch)
        for verification in [ColumnFile.Verification.everything, .onFirstUse] {
            let columns = try ColumnFile.open(at: folder.path, layer: layer, verifying: verification)
            #expect(columns.count == count)
            #expect(columns.revision == 7)
            let back = try columns.materialize(0..<count)
            var given: [String: Int] = [:]
            for row in 0..<count { given[batch.ids[row] ?? ""] = row }
            let order = try (0..<count).map { try #require(given[back.ids[$0] ?? "?"]) }
            #expect(Set(order).count == count)
            #expect(back == batch.gather(order))
        }
    }

    @Test("Keys ascend, rows outside the square come last, and blocks say what they hold")
    func orderAndBlocks() throws {
        let folder = try Folder()
        let layer = Self.layer()
        let batch = Self.batch(9001, layer)
        try Self.build(folder, layer, batch)
        let columns = try ColumnFile.open(at: folder.path, layer: layer)
        let keys = try columns.curveKeys().array
        #expect(columns.regularCount == 8999)
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
        let (x, y) = try columns.places()
        for row in 0..<columns.regularCount {
            let cell = try #require(columns.square.cell(x: x[row], y: y[row]))
            #expect(HilbertCurve.key(x: UInt16(cell.x), y: UInt16(cell.y)) == keys[row])
        }
        #expect(columns.newestTime == Int64(540_000_000))
        #expect(columns.blocks.count == 3)
        #expect(columns.blocks.reduce(0) { $0 + $1.placeless } == 1)
        #expect(columns.blocks.contains { $0.flags.contains(.nullIsland) })
        for (index, block) in columns.blocks.enumerated() {
            for row in index * 4096..<min((index + 1) * 4096, 9001) where !x[row].isNaN {
                #expect(block.extent.contains(x: x[row], y: y[row]))
            }
        }
    }

    @Test("Neighbouring keys are neighbouring cells")
    func curveIsContinuous() throws {
        // Walk a 64 × 64 corner of the curve: consecutive keys differ by one step in one axis.
        var places: [UInt32: (Int, Int)] = [:]
        for x in 0..<64 { for y in 0..<64 { places[HilbertCurve.key(x: UInt16(x), y: UInt16(y))] = (x, y) } }
        let keys = places.keys.sorted()
        #expect(keys == (0..<4096).map { UInt32($0) })
        for (a, b) in zip(keys, keys.dropFirst()) {
            let (from, to) = (try #require(places[a]), try #require(places[b]))
            #expect(abs(from.0 - to.0) + abs(from.1 - to.1) == 1)
        }
    }

    @Test("The order is a permutation, the same each time, with the placeless at the end")
    func importOrder() {
        let batch = Self.batch(5000, Self.layer())
        guard case .points(let x, let y) = batch.geometry else { return }
        let order = HilbertCurve.order(x: x, y: y)
        #expect(order.sorted() == Array(0..<5000))
        #expect(order == HilbertCurve.order(x: x, y: y))
        #expect(Set(order.suffix(2)) == [1, 2])
    }

    @Test("A file cut at any length, or with any byte changed, is refused and never read past its end")
    func damage() throws {
        let folder = try Folder()
        let layer = Self.layer()
        try Self.build(folder, layer, Self.batch(600, layer))
        let whole = try Data(contentsOf: URL(filePath: folder.path))
        func expectDamaged(_ bytes: Data) throws {
            try bytes.write(to: URL(filePath: folder.path))
            #expect {
                _ = try ColumnFile.open(at: folder.path, layer: layer)
            } throws: { ($0 as? Fault)?.code == .columnsDamaged }
        }
        for length in stride(from: 0, to: whole.count, by: 997) { try expectDamaged(whole.prefix(length)) }
        try expectDamaged(whole + [0])
        try expectDamaged(Data("PNG something else entirely".utf8))
        try expectDamaged(Data(count: 4096))
        // Bytes between sections are padding: a change there changes nothing, so only stored ones count.
        let columns: LayerColumns = try {
            try whole.write(to: URL(filePath: folder.path))
            return try ColumnFile.open(at: folder.path, layer: layer)
        }()
        #expect(columns.count == 600)
        var refused = 0
        var tried = 0
        for offset in stride(from: 0, to: whole.count, by: 211) {
            var bytes = whole
            bytes[offset] ^= 0x10
            try bytes.write(to: URL(filePath: folder.path))
            tried += 1
            do {
                let opened = try ColumnFile.open(at: folder.path, layer: layer)
                #expect(try opened.materialize(0..<600) == columns.materialize(0..<600))
            } catch let fault as Fault {
                #expect(fault.code == .columnsDamaged)
                refused += 1
            }
        }
        #expect(refused > tried * 8 / 10)
    }

    @Test("A file of another definition is refused, an absent one is missing")
    func foreign() throws {
        let folder = try Folder()
        #expect { _ = try ColumnFile.open(at: folder.path, layer: Self.layer()) } throws: {
            ($0 as? Fault)?.code == .fileMissing
        }
        try Self.build(folder, Self.layer(), Self.batch(10, Self.layer()))
        #expect { _ = try ColumnFile.open(at: folder.path, layer: Self.layer(extra: .integer)) } throws: {
            ($0 as? Fault)?.code == .columnsDamaged
        }
    }

    @Test("A failed scan leaves the older file and nothing else")
    func failedBuild() throws {
        struct Stop: Error {}
        let folder = try Folder()
        let layer = Self.layer()
        try Self.build(folder, layer, Self.batch(10, layer))
        #expect(throws: Stop.self) {
            try ColumnFile.build(at: folder.path, layer: layer) { visit in
                try visit(Self.batch(5, layer))
                throw Stop()
            }
        }
        #expect(try ColumnFile.open(at: folder.path, layer: layer).count == 10)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["events.columns"])
    }

    @Test("Shapes come back as they were stored; tables need no geometry")
    func shapesAndTables() throws {
        let folder = try Folder()
        let square = [(0.0, 0.0), (4, 0), (4, 4), (0, 4), (0, 0)].map { Position(x: $0.0, y: $0.1) }
        let hole = [(1.0, 1.0), (1, 2), (2, 2), (2, 1), (1, 1)].map { Position(x: $0.0, y: $0.1) }
        let shapes: [Geometry?] = [
            .multiPolygon([[square, hole], [square.map { Position(x: $0.x + 9, y: $0.y) }]]), nil,
            .polygon([square.map { Position(x: $0.x, y: $0.y + 7) }]),
        ]
        let layer = Self.layer(.polygon)
        var batch = Self.batch(3, Self.layer())
        batch.geometry = .shapes(shapes)
        try Self.build(folder, layer, batch)
        let columns = try ColumnFile.open(at: folder.path, layer: layer)
        let back = try columns.materialize(0..<3)
        #expect(Set((0..<3).map { back.geometry[$0] }) == Set(shapes))
        let table = Self.layer(.none)
        batch.geometry = .none(count: 3)
        try Self.build(folder, table, batch)
        #expect(try ColumnFile.open(at: folder.path, layer: table).materialize(0..<3).ids == batch.ids)
    }

    @Test("A text column with many different values and one with more than 255 are kept")
    func manyTexts() throws {
        let folder = try Folder()
        let layer = Self.layer()
        var batch = Self.batch(20_000, layer)
        batch.columns[1].values = .text(TextColumn((0..<20_000).map { $0 % 7 == 0 ? nil : "v\($0 % 1000)" }))
        try Self.build(folder, layer, batch)
        let columns = try ColumnFile.open(at: folder.path, layer: layer)
        guard case .text(let numbers) = try columns.values("no"),
            case .text(let kinds) = try columns.values("kind")
        else { return #expect(Bool(false)) }
        let ids = try columns.ids()
        #expect(numbers.entries == nil)
        #expect(kinds.entries?.count == 1000)
        for row in 0..<20_000 {
            let original = try #require(Int(ids[row] ?? "", radix: 16)) / 7919
            #expect(kinds[row] == (original % 7 == 0 ? nil : "v\(original % 1000)"))
            #expect(numbers[row] == (original % 11 == 5 ? nil : "N-\(original)"))
        }
    }
}
