import Foundation
import Testing

/// Plain HTTP of the field, judged from outside.
@Suite("Plain HTTP from the field", .enabled(if: Oracle.isThere, Oracle.absence))
struct FieldHTTPTests {
    private static let isLong = ProcessInfo.processInfo.environment["TABAQA_LONG"] != nil

    private let workspace: Workspace
    private let keys: [String: String]

    init() throws {
        workspace = try Workspace(layers: Shared.layers)
        try workspace.tabaqa("init")
        try workspace.tabaqa("import", "city-boundary", Shared.sample("city-boundary.geojson"))
        var keys: [String: String] = [:]
        for name in ["editor", "reader"] {
            let added = try workspace.run(
                ["key", "add", name, "--grant", "*=\(name)", "--keys", "keys.json", "--json"])
            keys[name] = try added.json()["key"] as? String
        }
        self.keys = keys
    }

    private func run(_ script: String, _ arguments: String...) throws {
        let program = Command.products.appendingPathComponent("tabaqa").path
        let told: Command.Result
        switch arguments.count {
        case 0:
            told = try Oracle.run(
                script, program, try #require(keys["editor"]), try #require(keys["reader"]),
                in: workspace.folder)
        default:
            told = try Oracle.run(
                script, program, try #require(keys["editor"]), arguments[0], in: workspace.folder)
        }
        print("field: " + told.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test func `Features, bulks, attachments and changes answer as they say`() throws {
        try run("field_http.py")
    }

    @Test func `A file cut off and killed off again and again arrives whole, and little is sent twice`()
        throws
    {
        try run("field_pieces.py", Self.isLong ? "150" : "20")
    }

    @Test func `A full disk is said, loses nothing, and is over when there is room`() throws {
        try run("field_full.py", "24")
    }

    @Test func `What was acknowledged is there, once, whatever moment the server was killed at`() throws {
        try run("field_kill.py", Self.isLong ? "1000" : "100")
    }

    @Test func `Field, office and another program write one chain; edits that collide wait for a reviewer`()
        throws
    {
        let added = try workspace.run([
            "device", "add", "north", "--layer", "fire-incidents", "--collect", "--url", "http://127.0.0.1",
            "--json",
        ])
        let server = try #require(try added.json()["server"] as? String)
        try run("field_chain.py", String(server.split(separator: "/")[4]))
    }
}
