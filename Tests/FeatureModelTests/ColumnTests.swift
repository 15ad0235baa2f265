import TabaqaFeatureModel
import Testing

@Suite struct ColumnTests {
    @Test func `a text column gives back what it was given`() {
        let texts: [String?] = ["a", nil, "", "غازي عنتاب", "🏙️", nil]
        let column = TextColumn(texts)
        #expect(column.count == 6 && (0..<6).map { column[$0] } == texts)
        #expect((0..<6).map(column.isNull) == [false, true, false, false, false, true])
        #expect(column.bytes.count == texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) })
    }

    @Test func `rows gather in the order asked for, repeats included`() {
        let column = TextColumn(["a", nil, "ccc"]).gather([2, 1, 2, 0])
        #expect((0..<4).map { column[$0] } == ["ccc", nil, "ccc", "a"])
        #expect(column == TextColumn(["ccc", nil, "ccc", "a"]))
        #expect(column != TextColumn(["ccc", "", "ccc", "a"]))
    }

    @Test func `bytes that are no text are replaced, not trapped on`() {
        var column = TextColumn()
        column.append(utf8: ArraySlice([0xFF, 0x41]))
        #expect(column[0] == "\u{FFFD}A")
        let length = column.withUTF8(0) { $0?.count }
        #expect(length == 2)
    }

    @Test(arguments: PropertyType.allCases)
    func `a column of any type keeps values of its kind and nulls the rest`(type: PropertyType) {
        let values: [PropertyValue] = [
            .text("x"), .integer(3), .decimal(2.5), .boolean(true), .date(9), .instant(8), .null,
        ]
        var column = PropertyColumn(emptyFor: type)
        for value in values { column.append(value) }
        #expect(column.count == values.count)
        let kept = values.indices.filter { !column[$0].isNull }
        switch type {
        case .string, .code, .photo, .audio, .video, .file, .records: #expect(kept == [0])
        case .integer: #expect(kept == [1])
        case .decimal: #expect(kept == [1, 2] && column[1] == .decimal(3))
        case .boolean: #expect(kept == [3])
        case .date: #expect(kept == [4])
        case .dateTime: #expect(kept == [5])
        }
        for row in kept where type != .decimal { #expect(column[row] == values[row]) }
        #expect(column.gather([6, 0])[0].isNull)
        #expect(column == column.gather(Array(values.indices)), "null equals null, NaN or not")
    }

    @Test func `a batch gathers all its parts alike`() {
        let layer = LayerDefinition(
            id: "x", department: "d", title: LocalizedText([:]), kind: .reference, geometry: .point,
            sensitivity: .public,
            properties: [PropertyDefinition(name: "n", type: .integer, label: LocalizedText([:]))])
        var batch = FeatureBatch(emptyFor: layer)
        for row in 0..<3 {
            batch.ids.append("id\(row)")
            batch.columns[0].values.append(.integer(Int64(row)))
            batch.flags.append(row == 2 ? .nullIsland : [])
        }
        batch.geometry = .points(x: [0, .nan, 2], y: [0, .nan, 4])
        let gathered = batch.gather([2, 1])
        let feature = gathered.feature(0, revision: 7)
        #expect(
            feature
                == Feature(
                    id: FeatureID("id2"), revision: 7, geometry: .point(Position(x: 2, y: 4)),
                    properties: [.integer(2)], flags: .nullIsland))
        #expect(gathered.geometry[1] == nil && gathered.count == 2)
        #expect(gathered.gather([0, 1]) == gathered)
    }

    @Test func `extents grow, widen and know when they are empty`() {
        var extent = Extent.empty
        #expect(extent.isEmpty && extent.width == 0 && !extent.contains(x: 0, y: 0))
        #expect(extent.expanded(dx: 5, dy: 5).isEmpty)
        extent.include(.empty)
        #expect(extent.isEmpty)
        extent.include(x: 1, y: 2)
        extent.include(x: -1, y: 5)
        #expect(extent == Extent(minX: -1, minY: 2, maxX: 1, maxY: 5))
        #expect(extent.contains(x: 1, y: 5) && !extent.contains(x: 1.0001, y: 5))
        #expect(extent.intersects(Extent(minX: 1, minY: 5, maxX: 9, maxY: 9)))
        #expect(!extent.intersects(Extent(minX: 2, minY: 2, maxX: 3, maxY: 3)))
        #expect(Extent(minX: .nan, minY: 0, maxX: 1, maxY: 1).isEmpty)
    }

    @Test func `every kind of geometry visits and maps its positions in order`() {
        func p(_ n: Double) -> Position { Position(x: n, y: -n) }
        let all: [Geometry] = [
            .point(p(1)), .multiPoint([p(1), p(2)]), .lineString([p(1), p(2)]),
            .multiLineString([[p(1)], [p(2), p(3)]]), .polygon([[p(1), p(2)], [p(3)]]),
            .multiPolygon([[[p(1)]], [[p(2)], [p(3)]]]),
            .collection([.point(p(1)), .lineString([p(2), p(3)])]),
            .multiPoint([]), .polygon([]), .collection([]),
        ]
        for geometry in all {
            var visited: [Double] = []
            geometry.forEachPosition { visited.append($0.x) }
            #expect(visited == (0..<visited.count).map { Double($0 + 1) })
            let moved = geometry.map { Position(x: $0.x + 10, y: $0.y) }
            #expect(moved.extent.isEmpty == visited.isEmpty)
            if !visited.isEmpty { #expect(moved.extent.minX == 11) }
            #expect(moved.map { Position(x: $0.x - 10, y: $0.y) } == geometry)
        }
    }
}
