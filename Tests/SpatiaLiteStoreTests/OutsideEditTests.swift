import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaTestSupport

/// Other programs open the file as it is; what they do there is noticed and leaves the indexes whole.
@Suite struct OutsideEditTests {
    private let folder: TemporaryFolder
    private let store: SpatiaLiteStore
    private let events = SampleLayers.events

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<3000).map(SampleLayers.event), into: events, store)
    }

    private func requireWhole() throws {
        let checks = try store.verify(SampleLayers.catalog())
        #expect(checks.filter { !$0.holds } == [])
    }

    private var revision: Int64 {
        get throws { try store.changes(events, after: nil, limit: 0).revision }
    }

    @Test("ogrinfo sees type, CRS, count and extent of a loaded layer")
    func ogrinfo() throws {
        let report = try run("ogrinfo", "-so", folder.file(), "test-events").output
        #expect(report.contains("Geometry: Point"))
        #expect(report.contains("Feature Count: 3000"))
        #expect(report.contains("ID[\"EPSG\",4326]"))
        #expect(report.contains("at: DateTime"))
        #expect(report.contains("day: Date"))
        #expect(report.contains("severity: Integer"))
        #expect(report.contains("loss: Real"))
        var extent = Extent.empty
        for number in 0..<3000 { SampleLayers.event(number).geometry?.forEachPosition { extent.include($0) } }
        let line = report.split(separator: "\n").first { $0.hasPrefix("Extent: ") } ?? ""
        let numbers = line.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
        try #require(numbers.count == 4 || numbers.count == 5)
        let bounds = numbers.filter { $0 > 1 }
        for (found, expected) in zip(bounds, [extent.minX, extent.minY, extent.maxX, extent.maxY]) {
            #expect(abs(found - expected) < 1e-5)
        }
    }

    @Test("an update, an insert and a delete by the sqlite3 shell raise the revision and show in the feed")
    func shellEdits() throws {
        let before = try revision
        let id = SampleLayers.id(7)
        let moved = try shell(
            folder.file(),
            "UPDATE \"test-events\" SET severity = 5, geometry = MakePoint(37.3, 37.0, 4326) WHERE id = '\(id)';"
        )
        #expect(moved == "")
        #expect(try revision == before + 1)
        let feature = try #require(try store.feature(FeatureID(id), in: events))
        #expect(feature.revision == before + 1)
        #expect(feature.geometry == .point(Position(x: 37.3, y: 37)))
        try shell(
            folder.file(),
            "INSERT INTO \"test-events\" (number, geometry) VALUES ('new', MakePoint(37.31, 37.01, 4326));")
        try shell(folder.file(), "DELETE FROM \"test-events\" WHERE id = '\(SampleLayers.id(8))';")
        let feed = try store.changes(
            events, after: ChangeCursor(revision: before, id: FeatureID("~")), limit: 10)
        #expect(feed.revision == before + 3)
        #expect(feed.changes.map(\.revision) == [before + 1, before + 2, before + 3])
        #expect(feed.changes.map(\.isDeletion) == [false, false, true])
        #expect(feed.changes[1].id.text.count == 32)
        #expect(feed.changes[2].id.text == SampleLayers.id(8))
        try requireWhole()
    }

    @Test("an edit counts once even where triggers may recurse")
    func recursiveTriggers() throws {
        let before = try revision
        try shell(
            folder.file(),
            "PRAGMA recursive_triggers = ON; UPDATE \"test-events\" SET severity = 4 WHERE fid <= 10;")
        #expect(try revision == before + 10)
        try shell(folder.file(), "UPDATE \"test-events\" SET _revision = 0 WHERE fid = 11;")
        #expect(try revision == before + 11)
    }

    @Test("a changed id leaves a deletion of the old one")
    func renamedFeature() throws {
        let before = try revision
        try shell(
            folder.file(), "UPDATE \"test-events\" SET id = 'other' WHERE id = '\(SampleLayers.id(3))';")
        let feed = try store.changes(
            events, after: ChangeCursor(revision: before, id: FeatureID("~")), limit: 10)
        #expect(
            Set(feed.changes.map { "\($0.id) \($0.isDeletion)" }) == [
                "other false", "\(SampleLayers.id(3)) true",
            ])
    }

    @Test("the row number of a stored row cannot be changed, which would break the index")
    func rowNumber() throws {
        let answer = try shell(folder.file(), "UPDATE \"test-events\" SET fid = 99999 WHERE fid = 1;")
        #expect(answer.contains("does not change"))
        try requireWhole()
    }

    @Test("ogrinfo -update and ogr2ogr -append raise the revision and keep the indexes whole")
    func gdalEdits() throws {
        let before = try revision
        let update = try run(
            "ogrinfo", "-update", folder.file(), "-dialect", "SQLite", "-sql",
            "UPDATE \"test-events\" SET severity = 1, geometry = MakePoint(37.5, 37.1, 4326) WHERE fid = 5")
        #expect(update.status == 0, "\(update.output)")
        #expect(try revision > before)
        let between = try revision
        let source = folder.file("new.csv")
        try "number,x,y\nGDAL-1,37.41,37.02\nGDAL-2,37.42,37.03\n".write(
            toFile: source, atomically: true, encoding: .utf8)
        let append = try run(
            "ogr2ogr", "-update", "-append", folder.file(), source, "-nln", "test-events", "-oo",
            "X_POSSIBLE_NAMES=x",
            "-oo", "Y_POSSIBLE_NAMES=y", "-a_srs", "EPSG:4326")
        #expect(append.status == 0, "\(append.output)")
        #expect(try revision == between + 2)
        var numbers: [String] = []
        try store.scan(events) { batch in
            guard case .text(let texts)? = batch.column("number")?.values else { return }
            numbers += (0..<batch.count).compactMap { texts[$0] }
        }
        #expect(numbers.count == 3002)
        #expect(numbers.suffix(2) == ["GDAL-1", "GDAL-2"])
        try requireWhole()
        #expect(
            try run("ogrinfo", "-so", folder.file(), "test-events").output.contains("Feature Count: 3002"))
    }

    @Test("after outside edits a load goes on, and the feed has both")
    func loadAfterEdits() throws {
        try shell(folder.file(), "UPDATE \"test-events\" SET severity = 2 WHERE fid = 9;")
        let receipt = try StoreConformance.load((5000..<5010).map(SampleLayers.event), into: events, store)
        #expect(receipt.inserted == 10)
        #expect(receipt.revision == 3)
        try StoreConformance.load((6000..<9000).map(SampleLayers.event), into: events, store)
        try requireWhole()
        let found = try shell(
            folder.file(),
            "SELECT count(*) FROM \"test-events\" WHERE fid IN (SELECT ROWID FROM SpatialIndex WHERE f_table_name = "
                + "'test-events' AND search_frame = BuildMbr(37.2, 36.9, 37.3, 37.0, 4326));")
        let brute = ((0..<3000).map { $0 } + Array(5000..<5010) + Array(6000..<9000)).filter {
            guard case .point(let place)? = SampleLayers.event($0).geometry else { return false }
            return (37.2...37.3).contains(place.x) && (36.9...37.0).contains(place.y)
        }.count
        // Boxes in the index are floats, rounded outward: a point or two more may come near the edge.
        let count = try #require(Int(found))
        #expect(count >= brute && count <= brute + 2)
    }
}
