import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// What the store will not open, with a fault that says why.
@Suite struct RefusalTests {
    private func code(_ body: () throws -> Void) -> FaultCode? {
        do { try body() } catch let fault as Fault {
            #expect(fault.remedy != nil, "\(fault)")
            return fault.code
        } catch {
            Issue.record("not a fault: \(error)")
        }
        return nil
    }

    private func open(_ path: String, _ mode: SpatiaLiteStore.Mode = .readWrite) throws {
        try SpatiaLiteStore(path: path, mode: mode).close()
    }

    @Test("no file")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(code { try open(folder.file()) } == .storeMissing)
        #expect(!FileManager.default.fileExists(atPath: folder.file()))
    }

    @Test(
        "files that are no SQLite database",
        arguments: ["", "short", String(repeating: "id,name\n", count: 500)])
    func notADatabase(_ content: String) throws {
        let folder = try TemporaryFolder()
        try content.write(toFile: folder.file(), atomically: true, encoding: .utf8)
        #expect(code { try open(folder.file()) } == .storeForeign)
        #expect(try String(contentsOfFile: folder.file(), encoding: .utf8) == content)
    }

    @Test("a database of another program, which stays as it is, byte for byte")
    func foreignDatabase() throws {
        let folder = try TemporaryFolder()
        try run("sqlite3", folder.file(), "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
        #expect(code { try open(folder.file()) } == .storeForeign)
        #expect(code { try open(folder.file(), .create) } == .storeForeign)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
    }

    @Test("a newer schema")
    func newer() throws {
        let folder = try TemporaryFolder()
        try folder.store().close()
        try run("sqlite3", folder.file(), "UPDATE tabaqa_meta SET value = '3' WHERE key = 'schema_version'")
        #expect(code { try open(folder.file()) } == .storeNewer)
    }

    @Test("a file cut short, at any length")
    func truncated() throws {
        let folder = try TemporaryFolder()
        try folder.store().close()
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
        for length in [10, 99, 100, 5000, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: folder.file("cut.sqlite")))
            let found = code { try open(folder.file("cut.sqlite")) }
            #expect(found == .storeDamaged || (length < 16 && found == .storeForeign), "\(length) bytes")
        }
    }

    @Test(
        "triggers and views of strangers",
        arguments: [
            "CREATE TRIGGER evil AFTER INSERT ON \"test-events\" BEGIN DELETE FROM tabaqa_audit; END",
            "CREATE VIEW evil AS SELECT load_extension('x')",
            "DROP TRIGGER \"tabaqa_test-events_delete\"; CREATE TRIGGER \"tabaqa_test-events_delete\" AFTER DELETE "
                + "ON \"test-events\" BEGIN SELECT 1; END",
            "DROP TRIGGER \"gii_test-events_geometry\"; CREATE TRIGGER \"gii_test-events_geometry\" AFTER INSERT ON "
                + "\"test-events\" BEGIN SELECT 1; END",
        ])
    func strangers(_ sql: String) throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        store.close()
        try open(folder.file())
        try run("sqlite3", folder.file(), sql)
        #expect(code { try open(folder.file()) } == .storeUnsafe)
    }

    @Test("a spatial table another program added is no stranger")
    func neighbours() throws {
        let folder = try TemporaryFolder()
        try folder.store().close()
        let source = folder.file("points.csv")
        try "name,x,y\na,37,36\n".write(toFile: source, atomically: true, encoding: .utf8)
        let answer = try run(
            "ogr2ogr", "-update", folder.file(), source, "-nln", "their_points", "-oo", "X_POSSIBLE_NAMES=x",
            "-oo",
            "Y_POSSIBLE_NAMES=y", "-a_srs", "EPSG:4326")
        #expect(answer.status == 0, "\(answer.output)")
        #expect(throws: Never.self) { try open(folder.file()) }
    }

    @Test("a process in which SQL may read and write files")
    func relaxedSecurity() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        store.close()
        let probe = try crashProbe()
        let strict = try run(probe, folder.file(), "0", "1", "append")
        #expect(strict.status == 0, "\(strict.output)")
        let relaxed = try run("SPATIALITE_SECURITY=relaxed", probe, folder.file(), "1", "1", "append")
        #expect(relaxed.status == 1)
        #expect(relaxed.output.contains("Unset SPATIALITE_SECURITY"))
    }

    @Test("the plan of a change that would lose data names every loss")
    func plan() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<3).map(SampleLayers.event), into: SampleLayers.events, store)
        var changed = SampleLayers.events
        changed.properties.removeFirst()
        changed.properties[2].type = .decimal
        changed.properties.append(SampleLayers.property("note", .string))
        changed.crs = CRS(epsg: 3857)
        let fault = #expect(throws: Fault.self) { try store.prepare(SampleLayers.catalog([changed])) }
        for words in [
            "“number” (TEXT) is removed", "“severity” turns from INTEGER into DOUBLE",
            "“note” (TEXT) is added",
            "EPSG:4326 becomes EPSG:3857",
        ] {
            #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
        }
        store.close()
    }

    @Test("an unknown storage CRS and names that collide")
    func impossibleLayers() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        func prepare(_ layer: LayerDefinition) throws { try store.prepare(SampleLayers.catalog([layer])) }
        let property = SampleLayers.property
        #expect(
            code { try prepare(SampleLayers.layer("a", .point, crs: CRS(epsg: 999_999), properties: [])) }
                == .crsUnknown)
        #expect(
            code { try prepare(SampleLayers.layer("a", .point, crs: CRS("WKT…"), properties: [])) }
                == .catalogInvalid)
        #expect(
            code { try prepare(SampleLayers.layer("geometry_columns", .point, properties: [])) }
                == .catalogInvalid)
        #expect(
            code { try prepare(SampleLayers.layer("tabaqa_x", .point, properties: [])) } == .catalogInvalid)
        let twins = [property("name", .string), property("NAME", .string)]
        #expect(code { try prepare(SampleLayers.layer("a", .none, properties: twins)) } == .catalogInvalid)
        #expect(try store.verify(SampleLayers.catalog([])).filter { !$0.holds } == [])
        store.close()
    }

    @Test("names that need quoting, and properties named like columns of ours, are stored")
    func hostileNames() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        let names = ["id", "fid", "Geometry", "_flags", "order", "a\"b'c; DROP TABLE x --", "الحي", "sayı"]
        let layer = SampleLayers.layer(
            "o'neil \"x\"", .none, properties: names.map { SampleLayers.property($0, .string) })
        try store.prepare(SampleLayers.catalog([layer]))
        let row = Feature(
            id: FeatureID("1"), revision: 0, geometry: nil, properties: names.map { .text("v " + $0) })
        try StoreConformance.load([row], into: layer, store)
        var stored = try #require(try store.feature(FeatureID("1"), in: layer))
        #expect(stored.properties == row.properties)
        stored.properties[0] = .null
        try store.replace(
            try FeatureBatch([stored], of: layer).validated(for: layer), in: layer, expecting: 1, by: "x")
        #expect(try store.feature(FeatureID("1"), in: layer)?.properties == stored.properties)
        store.close()
        try open(folder.file())
    }

    @Test("network shares by their magic number, local disks not")
    func shares() {
        let shares: [(UInt32, String)] = [
            (0x6969, ""), (0xFF53_4D42, ""), (0xFE53_4D42, ""), (0x517B, ""), (0x6573_5546, "fuse.sshfs"),
            (0x6573_5546, ""),
        ]
        for (magic, type) in shares { #expect(FileSystemKind(magic: magic, mountType: type).share != nil) }
        for (magic, type) in [
            (UInt32(0xEF53), ""), (0x5846_5342, ""), (0x0102_1994, ""), (0x6573_5546, "fuseblk"),
        ] {
            #expect(FileSystemKind(magic: magic, mountType: type).share == nil)
        }
        #expect(FileSystemKind(path: "/proc").magic == 0x9FA0)
    }

    @Test("writing to a store opened for reading")
    func readOnly() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        let reader = try folder.store(.readOnly)
        #expect(code { try reader.prepare(SampleLayers.catalog()) } == .fileUnwritable)
        #expect(try reader.scan(SampleLayers.events) { _ in } == 0)
        reader.close()
        store.close()
    }
}
