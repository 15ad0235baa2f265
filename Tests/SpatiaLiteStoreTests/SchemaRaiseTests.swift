import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// Stores of schema 1, as releases before the field made them.
@Suite struct SchemaRaiseTests {
    private let layer = SampleLayers.events

    /// A store of schema 1 with 2,000 rows: today's, with all that schema 2 added taken away again.
    private func former() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        try store.prepare(SampleLayers.catalog())
        try StoreConformance.load((0..<2000).map(SampleLayers.event), into: layer, store)
        try store.write { connection in
            for layer in [layer, SampleLayers.areas, SampleLayers.roads, SampleLayers.table] {
                let table = try FeatureTable(layer)
                for trigger in table.formerTriggers {
                    try connection.execute("DROP TRIGGER \(Identifier(trigger.name)); \(trigger.sql)")
                }
            }
            for row in try connection.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND (name GLOB 'tabaqa_[sow]*' OR name IN "
                    + "('tabaqa_attachments', 'tabaqa_forms', 'tabaqa_devices', 'tabaqa_uploads'))")
            {
                try connection.execute("DROP TABLE \(row[0] ?? "")")
            }
            try connection.execute(
                "DROP INDEX tabaqa_audit_feature; DROP INDEX tabaqa_deletions_id; ALTER TABLE tabaqa_layers DROP COLUMN "
                    + "writing; ALTER TABLE tabaqa_audit DROP COLUMN state; ALTER TABLE tabaqa_audit DROP COLUMN reason; "
                    + "ALTER TABLE tabaqa_audit DROP COLUMN detail; UPDATE tabaqa_meta SET value = '1' WHERE key = "
                    + "'schema_version'")
        }
        store.close()
        // Nothing of it differs from the first schema's own text.
        let meta = String(decoding: PackageResources.meta_sql, as: UTF8.self)
        let columns =
            "SELECT m.name || '.' || i.name FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.name GLOB "
            + "'tabaqa_*' AND m.type = 'table' ORDER BY 1;"
        let expected = try shell(":memory:", meta + columns)
        #expect(try shell(folder.file(), columns) == expected)
        return folder
    }

    private func version(_ folder: TemporaryFolder) throws -> String {
        try shell(folder.file(), "SELECT value FROM tabaqa_meta WHERE key = 'schema_version';")
    }

    @Test func `a store of schema 1 is read as it is, and has nothing from the field`() throws {
        let folder = try former()
        let store = try folder.store(.readOnly)
        #expect(try store.feature(SampleLayers.event(5).id, in: layer)?.properties[0] == .text("N-5"))
        #expect(try store.reviews(ReviewQuery(), in: layer) == [])
        #expect(try store.attachments(of: FeatureID("x"), in: layer) == [])
        #expect(try store.history(of: SampleLayers.event(5).id, in: layer) == [])
        #expect(try store.devices() == [] && store.holds(sha256: "0") == false)
        #expect(try store.receipt(of: "x", in: layer) == nil)
        #expect(try store.wasDeleted(FeatureID("x"), in: layer) == false)
        #expect(try store.tally(layer, late: 0, now: 0, days: 2) == FieldTally(perDay: [0, 0]))
        #expect(try version(folder) == "1")
        // It answers as soon as another process has brought the store forward.
        let writer = try folder.store(.readWrite)
        _ = try writer.receive(
            FieldSample.submission("i1"), row: FieldSample.row("i1"), hasIssues: false, files: [], into: layer
        )
        #expect(try store.reviews(ReviewQuery(), in: layer).count == 1)
        #expect(try store.history(of: SampleLayers.event(5).id, in: layer).map(\.action) == ["import"])
        writer.close()
        store.close()
    }

    @Test func `opened for writing it is brought forward, with its rows, and keeps what others change`()
        throws
    {
        let folder = try former()
        try folder.store(.readWrite).close()
        #expect(try version(folder) == "2")
        let store = try folder.store(.readWrite)
        #expect(try store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
        let id = SampleLayers.id(7)
        try shell(folder.file(), "UPDATE \"test-events\" SET number = 'other' WHERE id = '\(id)';")
        #expect(try store.history(of: FeatureID(id), in: layer).map(\.action) == ["import", "replace"])
        #expect(try store.scan(layer) { _ in } == 2)
        store.close()
    }

    @Test func `killed while it is brought forward, a store is of one schema or the other`() throws {
        let folder = try former()
        let program = try crashProbe()
        var random = SeededGenerator(seed: 5)
        var versions: Set<String> = []
        for _ in 0..<8 {
            let copy = try TemporaryFolder()
            try FileManager.default.copyItem(atPath: folder.file(), toPath: copy.file())
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = [copy.file(), "0", "0", "raise"]
            try process.run()
            usleep(UInt32.random(in: 20_000...200_000, using: &random))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            versions.insert(try version(copy))
            let store = try copy.store(.readWrite)
            #expect(try store.verify(SampleLayers.catalog()).filter { !$0.holds } == [])
            #expect(try version(copy) == "2")
            store.close()
        }
        #expect(versions.isSubset(of: ["1", "2"]))
    }
}
