import Foundation
import TabaqaFeatureModel
@testable import TabaqaSpatiaLiteStore
import TabaqaTestSupport
import Testing

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

    @Test("files that are no SQLite database", arguments: ["", "short", String(repeating: "id,name\n", count: 500)])
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
        try run("sqlite3", folder.file(), "UPDATE tabaqa_meta SET value = '2' WHERE key = 'schema_version'")
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
            "ogr2ogr", "-update", folder.file(), source, "-nln", "their_points", "-oo", "X_POSSIBLE_NAMES=x", "-oo",
            "Y_POSSIBLE_NAMES=y", "-a_srs", "EPSG:4326")
        #expect(answer.status == 0, "\(answer.output)")
        #expect(throws: Never.self) { try open(folder.file()) }
    }

    @Test("network shares by their magic number, local disks not")
    func shares() {
        let shares: [(UInt32, String)] = [
            (0x6969, ""), (0xFF53_4D42, ""), (0xFE53_4D42, ""), (0x517B, ""), (0x6573_5546, "fuse.sshfs"),
            (0x6573_5546, ""),
        ]
        for (magic, type) in shares { #expect(FileSystemKind(magic: magic, mountType: type).share != nil) }
        for (magic, type) in [(UInt32(0xEF53), ""), (0x5846_5342, ""), (0x0102_1994, ""), (0x6573_5546, "fuseblk")] {
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
