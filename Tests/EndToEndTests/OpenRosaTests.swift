import Foundation
import Testing

/// Phones of the kinds that are out there meet a served city.
@Suite("OpenRosa", .serialized, .enabled(if: Oracle.isThere, Oracle.absence))
struct OpenRosaTests {
    /// JavaRosa, the engine inside ODK Collect: `TABAQA_ODK_VALIDATE`, else beside the Python of the oracles.
    static let validator: String? = {
        if let named = ProcessInfo.processInfo.environment["TABAQA_ODK_VALIDATE"] { return named }
        guard let python = Oracle.python else { return nil }
        let root = URL(fileURLWithPath: python).deletingLastPathComponent().deletingLastPathComponent()
        let library = root.appendingPathComponent("lib")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
        return names.map {
            library.appendingPathComponent(
                $0 + "/site-packages/pyxform/validators/odk_validate/bin/ODK_Validate.jar"
            ).path
        }.first { FileManager.default.fileExists(atPath: $0) }
    }()

    static let client: String? = ProcessInfo.processInfo.environment["TABAQA_SHARED"]
        .map { $0 + "/clients/OdkClientSim.java" }
        .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

    @Test
    func `What phones send right is kept once, what they send wrong is refused, and no token is logged`()
        throws
    {
        let city = try ServedCity()
        try Oracle.run(
            "openrosa_replay.py", city.origin, try #require(city.keys["steward"]),
            Command.products.appendingPathComponent("tabaqa").path, city.workspace.folder.path,
            in: city.workspace.folder)
    }

    @Test(
        .enabled(
            if: OpenRosaTests.validator != nil && OpenRosaTests.client != nil
                && FileManager.default.fileExists(atPath: "/usr/bin/java"),
            "no Java, no ODK_Validate.jar, or no client"))
    func `Collect's own engine fetches, fills, sends in batches, twice, and edits`() throws {
        let city = try ServedCity()
        let folder = city.workspace.folder
        let (jar, client) = (try #require(Self.validator), try #require(Self.client))
        let made = try city.workspace.run(
            ["device", "add", "crew-9", "--collect", "--url", city.origin, "--json"])
        let base = try #require(try made.json()["server"] as? String)
        let files = folder.appendingPathComponent("files")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        for (name, size) in [
            ("1700000000001.jpg", 30_000), ("1700000000002.jpg", 25_000), ("صوت.m4a", 60_000),
        ] {
            try Data((0..<size).map { _ in UInt8.random(in: 0...255) })
                .write(to: files.appendingPathComponent(name))
        }
        let answers = [
            "geometry=37.06 37.38 800 5", "incident_no=F-77", "reported_at=2026-11-23T10:00:00.000+03:00",
            "category=building", "severity=3", "photo=1700000000001.jpg",
        ]
        func send(_ options: [String]) throws -> Command.Result {
            try Command.run(
                "/usr/bin/java",
                ["-cp", jar, client, base, "fire-incidents", files.path] + options + answers,
                in: folder)
        }
        let first = try send(["--max", "40000", "--twice", "--out", "one.xml"])
        #expect(first.status == 0, "\(first.output.suffix(2000))\(first.error.suffix(1000))")
        #expect(first.output.components(separatedBy: "-> 201").count == 7, "\(first.output.suffix(2000))")
        let edit = try send(["--max", "40000", "--edit", "one.xml", "--out", "two.xml"])
        #expect(edit.status == 0, "\(edit.output.suffix(2000))\(edit.error.suffix(1000))")
        let late = try send(["--edit", "one.xml"])
        #expect(late.status != 0 && late.output.contains("submission.superseded"))
    }
}
