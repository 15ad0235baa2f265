import Foundation
import Testing

/// A server that is killed while phones send.
@Suite("Killed while the field sends", .enabled(if: Oracle.isThere, Oracle.absence))
struct FieldKillTests {
    @Test func `What was acknowledged is there, once, whatever moment the server was killed at`() throws {
        let workspace = try Workspace(layers: Shared.layers)
        try workspace.tabaqa("init")
        try workspace.tabaqa("import", "city-boundary", Shared.sample("city-boundary.geojson"))
        let added = try workspace.run(
            ["key", "add", "office", "--grant", "*=editor", "--keys", "keys.json", "--json"])
        let key = try #require(try added.json()["key"] as? String)
        let kills = ProcessInfo.processInfo.environment["TABAQA_LONG"] == nil ? "100" : "1000"
        let told = try Oracle.run(
            "field_kill.py", Command.products.appendingPathComponent("tabaqa").path, key, kills,
            in: workspace.folder)
        print("field: " + told.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
