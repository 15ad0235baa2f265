import Foundation
import Testing

/// Clients no one here wrote meet the served sample city.
@Suite("Clients of the server", .enabled(if: Oracle.isThere, Oracle.absence))
struct ServedClientTests {
    @Test func `GDAL old and new pages, filters, projects`() throws {
        let city = try ServedCity.shared.get()
        try Oracle.run(
            "client_gdal.py", city.origin, try #require(city.keys["city"]), in: city.workspace.folder)
    }

    @Test
    func `OWSLib, OpenAPI and JSON Schema validators accept the documents, and every link leads somewhere`()
        throws
    {
        let city = try ServedCity.shared.get()
        try Oracle.run(
            "client_documents.py", city.origin, try #require(city.keys["city"]), in: city.workspace.folder)
    }

    @Test func `The registry of OGC API classes finds what the declared classes need`() throws {
        let city = try ServedCity.shared.get()
        try Oracle.run(
            "client_registry.py", city.origin, try #require(city.keys["city"]), in: city.workspace.folder)
    }

    @Test func `Ten thousand addresses by chance and malice never meet an error of ours, or wait`() throws {
        let city = try ServedCity.shared.get()
        let count = ProcessInfo.processInfo.environment["TABAQA_LONG"] == nil ? "10000" : "100000"
        try Oracle.run(
            "client_hostile.py", city.origin, try #require(city.keys["city"]), count,
            in: city.workspace.folder)
    }

    @Test func `Schemathesis calls every operation, and no schema is broken`() throws {
        let city = try ServedCity.shared.get()
        let python = try #require(Oracle.python)
        let program = URL(fileURLWithPath: python).deletingLastPathComponent().appendingPathComponent("st")
        try #require(FileManager.default.isExecutableFile(atPath: program.path), "no schemathesis")
        let key = try #require(city.keys["city"])
        let result = try Command.run(
            program.path,
            [
                "run", city.origin + "/api", "-H", "Authorization: Bearer \(key)", "--checks",
                "not_a_server_error,content_type_conformance,response_schema_conformance", "--max-examples",
                // It cannot make bodies of tus' media type; tuspy sends those.
                "12", "--exclude-operation-id", "patchUpload", "--phases", "examples,fuzzing", "--seed",
                "20261123", "--request-timeout", "10",
                "--no-color", "--suppress-health-check", "all",
            ], in: city.workspace.folder)
        #expect(result.status == 0, "\(result.output.suffix(4000))\(result.error.suffix(500))")
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/qgis"),
            "QGIS is not here"))
    func `QGIS opens features, vector tiles and WMTS`() throws {
        let city = try ServedCity.shared.get()
        let script = Shared.repository.appendingPathComponent("Tests/EndToEndTests/Oracles/client_qgis.py")
        let result = try Command.run(
            "/usr/bin/python3", [script.path, city.origin, city.workspace.folder.path],
            in: city.workspace.folder,
            environment: [
                "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": city.workspace.folder.path,
                "HOME": city.workspace.folder.path, "PYTHONDONTWRITEBYTECODE": "1",
            ])
        #expect(result.status == 0, "\(result.output)\(result.error.suffix(2000))")
    }
}
