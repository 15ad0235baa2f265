import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// One chain of a feature's life, whoever changed it.
@Suite struct HistoryChainTests {
    private let field: FieldSample
    private let layer = FieldSample.layer

    init() throws { field = try FieldSample() }

    private func chain(_ id: String) throws -> [HistoryEntry] {
        try field.store.history(of: FeatureID(id), in: layer)
    }

    @Test func `field, review, another program, HTTP and import meet in one chain`() throws {
        let number: (Feature?) -> PropertyValue? = { $0?.properties[0] }
        try field.send(FieldSample.submission("i1", files: ["a.jpg"], at: 1_700_000_000_123), text: "1")
        try field.store.review(
            [(FeatureID("i1"), nil)], in: layer, to: .approved, reason: "good", by: "رنا",
            at: 1_700_000_001_000)
        try field.store.assign([FeatureID("i1")], in: layer, to: "ali", by: "رنا", at: 1_700_000_002_000)
        let outside = try shell(
            field.folder.file(),
            "UPDATE \"test-events\" SET number = '2', geometry = MakePoint(37.31, 37.01, 4326) WHERE id = 'i1';"
        )
        #expect(outside == "")
        try field.store.replace(FieldSample.row("i1", text: "3"), in: layer, expecting: nil, by: "desk")
        var event = SampleLayers.event(1)
        event.id = FeatureID("i1")
        event.properties[0] = .text("4")
        try StoreConformance.load([event], into: layer, field.store, StoreConformance.merge)
        try shell(field.folder.file(), "DELETE FROM \"test-events\" WHERE id = 'i1';")
        let steps = try chain("i1")
        #expect(
            steps.map(\.action) == ["insert", "review", "assign", "replace", "replace", "import", "delete"])
        #expect(steps.map(\.actor).prefix(5) == ["round 3", "رنا", "رنا", "file", "desk"])
        #expect(steps[6].actor == "file")
        #expect(steps.map(\.revision) == [1, 2, nil, 3, 4, 5, 6])
        #expect(
            steps.map { number($0.before) } == [
                nil, nil, nil, .text("1"), .text("2"), .text("3"), .text("4"),
            ])
        #expect(steps[3].before?.geometry == SampleLayers.event(1).geometry)
        #expect(steps[4].before?.geometry == .point(Position(x: 37.31, y: 37.01)))
        #expect(steps[0].state == .received && steps[1].state == .approved && steps[1].reason == "good")
        #expect(steps[0].at == 1_700_000_000_123)
        // Every value of every type comes back as it was.
        #expect(steps[5].before?.properties.dropFirst() == SampleLayers.event(1).properties.dropFirst())
    }

    @Test func `an imported row begins with its import`() throws {
        try StoreConformance.load((0..<3).map(SampleLayers.event), into: layer, field.store)
        try StoreConformance.load((3..<5).map(SampleLayers.event), into: layer, field.store)
        let id = SampleLayers.id(4)
        try field.store.review([(FeatureID(id), nil)], in: layer, to: .rejected, reason: nil, by: "r", at: 1)
        #expect(try chain(id).map(\.action) == ["import", "review"])
        #expect(try chain(id).map(\.revision) == [2, 3])
        #expect(try chain("nobody") == [])
    }

    @Test func `ogrinfo and the shell leave the old row, once, and rows they add have a beginning`() throws {
        try shell(
            field.folder.file(),
            "INSERT INTO \"test-events\" (id, number, _revision) VALUES ('x', 'one', 999);")
        try run(
            "ogrinfo", "-update", field.folder.file(), "-dialect", "SQLite", "-sql",
            "UPDATE \"test-events\" SET number = 'two' WHERE id = 'x'")
        // Whatever a program writes there, and whatever a cell then holds.
        try shell(
            field.folder.file(), "UPDATE \"test-events\" SET number = x'00ff', _revision = 3 WHERE id = 'x';")
        try shell(field.folder.file(), "UPDATE \"test-events\" SET number = 'four' WHERE id = 'x';")
        let steps = try chain("x")
        #expect(steps.map(\.action) == ["insert", "replace", "replace", "replace"])
        #expect(steps.map(\.actor) == ["file", "file", "file", "file"])
        #expect(steps.map(\.revision) == [1, 2, 3, 4])
        #expect(steps.map { $0.before?.properties[0] } == [nil, .text("one"), .text("two"), .null])
        #expect(try field.store.changes(layer, after: nil, limit: 0).revision == 4)
        #expect(try field.store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
    }

    @Test func `a row renamed by another program ends under its old name and begins under the new`() throws {
        try field.send(FieldSample.submission("i1", files: ["a.jpg"]), text: "1")
        try shell(field.folder.file(), "UPDATE \"test-events\" SET id = 'other' WHERE id = 'i1';")
        #expect(try chain("i1").map(\.action) == ["insert", "delete"])
        #expect(try chain("i1").last?.before?.properties[0] == .text("1"))
        #expect(try chain("other").map(\.action) == ["insert"])
        #expect(try field.store.reviews(ReviewQuery(), in: layer) == [])
        #expect(try faultCode { try field.send(FieldSample.submission("i1")) } == .featureDeleted)
    }

    @Test func `a layer of more properties than one SQL function takes keeps its history too`() throws {
        let wide = SampleLayers.layer(
            "test-wide", .point, properties: (0..<150).map { SampleLayers.property("p\($0)", .string) })
        try field.store.prepare(SampleLayers.catalog([layer, wide]))
        let row = Feature(
            id: FeatureID("w"), revision: 0, geometry: nil, properties: (0..<150).map { .text("value \($0)") }
        )
        try field.store.insert(
            try FeatureBatch([row], of: wide).validated(for: wide), into: wide, by: "office")
        try shell(field.folder.file(), "UPDATE \"test-wide\" SET p149 = 'x' WHERE id = 'w';")
        let steps = try field.store.history(of: FeatureID("w"), in: wide)
        #expect(steps.map(\.action) == ["insert", "replace"])
        #expect(steps.last?.before?.properties == row.properties)
    }

    @Test func `after a property was added its old values are kept as well`() throws {
        try field.store.insert(FieldSample.row("i1"), into: layer, by: "office")
        var wider = layer
        wider.properties.append(SampleLayers.property("note", .string))
        try field.store.prepare(
            SampleLayers.catalog([wider, SampleLayers.areas, SampleLayers.roads, SampleLayers.table]))
        try shell(
            field.folder.file(),
            "UPDATE \"test-events\" SET note = 'first' WHERE id = 'i1'; UPDATE \"test-events\" SET note = 'second' "
                + "WHERE id = 'i1';")
        let steps = try field.store.history(of: FeatureID("i1"), in: wider)
        #expect(steps.map { $0.before?.properties.last } == [nil, .null, .text("first")])
        field.store.close()
        let again = try field.folder.store(.readWrite)
        #expect(
            try again.verify(
                SampleLayers.catalog([wider, SampleLayers.areas, SampleLayers.roads, SampleLayers.table])
            ).filter { !$0.holds } == [])
        again.close()
    }
}
