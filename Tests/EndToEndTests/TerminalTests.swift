import Foundation
import Testing

/// What a person at a terminal, and a program behind a pipe, get to see.
@Suite("Terminal and pipe")
struct TerminalTests {
    private func city(hydrants: Int = 0) throws -> Workspace {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try city.tabaqa("import", "city-boundary", Shared.sample("city-boundary.geojson"))
        if hydrants > 0 {
            var rows = "hydrant_no,category,status,longitude,latitude\n"
            for index in 0..<hydrants {
                let x = 37.3 + Double(index % 997) * 1e-4
                let y = 37.0 + Double(index % 991) * 1e-4
                rows += "K\(index),above_ground,working,\(x),\(y)\n"
            }
            try city.write(rows, to: "hydrants.csv")
        }
        return city
    }

    @Test func `An import draws a bar on a terminal, and nothing of it into a pipe`() throws {
        let city = try city(hydrants: 150_000)
        let tabaqa = Command.products.appendingPathComponent("tabaqa").path
        let terminal = try Command.run(
            "script",
            ["-q", "-e", "-c", "'\(tabaqa)' import fire-hydrants hydrants.csv", "/dev/null"],
            in: city.folder)
        #expect(terminal.status == 0, "\(terminal.output)")
        #expect(terminal.output.contains("█"))
        #expect(terminal.output.contains("%"))
        #expect(terminal.output.contains("\u{1B}[K"))
        // The bar is wiped before the summary.
        let lastBar = try #require(terminal.output.range(of: "█", options: .backwards))
        let rest = terminal.output[lastBar.upperBound...]
        #expect(rest.contains("\r\u{1B}[K") && rest.contains("stored 150000"))

        try FileManager.default.removeItem(atPath: city.path("city.tabaqa.sqlite"))
        try city.tabaqa("init")
        let piped = try city.run(["import", "fire-hydrants", "hydrants.csv"])
        #expect(piped.status == 0)
        for text in [piped.output, piped.error] {
            #expect(!text.contains("█") && !text.contains("\u{1B}") && !text.contains("\r"))
        }
        let quiet = try city.run(["import", "fire-hydrants", "hydrants.csv", "--quiet"])
        #expect(quiet.output.isEmpty && quiet.error.isEmpty, "\(quiet.error)")
    }

    @Test func `Every command answers --json with JSON alone`() throws {
        let city = try city()
        try city.write("Ağaç,Boylam,Enlem\nÇınar,37.38,37.06\n", to: "trees.csv")
        let runs: [[String]] = [
            ["check"], ["init"], ["layers"],
            ["layer", "new", "trees", "--from", "trees.csv", "--department", "parks"], ["init"],
            ["import", "trees", "trees.csv"],
            ["import", "neighbourhoods", Shared.sample("neighbourhoods.geojson")],
            ["import", "fire-incidents", Shared.sample("fire-incidents.csv"), "--rejects", "r.csv"],
            ["status"], ["export", "trees", "-o", "t.geojson"],
            ["join", "fire-incidents", "neighbourhoods", "-o", "j.geojson", "--count", "--sheet", "j.png"],
            ["heatmap", "fire-incidents", "-o", "h.png", "--legend", "l.json", "--values", "v.csv"],
            ["verify"], ["backup", "copy.sqlite"],
        ]
        for arguments in runs {
            let result = try city.run(arguments + ["--json"])
            #expect(result.status == 0, "\(arguments): \(result.error)")
            #expect(throws: Never.self, "\(arguments): \(result.output)") {
                _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
            }
        }
        for file in ["t.geojson", "j.geojson", "l.json"] {
            _ = try JSONSerialization.jsonObject(with: city.data(file))
        }
        let wrong: [[String]] = [
            ["check", "--layers", "Nowhere"], ["import", "nothing", "trees.csv"],
            ["export", "trees", "-o", "t.parquet"],
            [
                "heatmap", "trees", "-o", "h.png", "--kernel", "quartic",
                "--weight", "nonsense",
            ],
            ["join", "trees", "nothing", "-o", "x.csv"], ["backup", "copy.sqlite"],
            ["verify", "--store", "missing.sqlite"], ["status", "--store", "missing.sqlite"],
        ]
        for arguments in wrong {
            let result = try city.run(arguments + ["--json"])
            #expect((64...78).contains(result.status), "\(arguments): \(result.status)")
            let root = try? JSONSerialization.jsonObject(with: Data(result.error.utf8)) as? [String: Any]
            let error = root?["error"] as? [String: Any]
            #expect(error?["exit"] as? Int == Int(result.status), "\(arguments): \(result.error)")
            #expect((error?["message"] as? String ?? "").isEmpty == false, "\(arguments)")
        }
    }

    @Test func `A department late with its data is said to be, by how much`() throws {
        let city = try city()
        try city.tabaqa("import", "fire-incidents", Shared.sample("fire-incidents.csv"))
        let result = try city.run(["status", "--json"])
        let layers = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        let fires = try #require(layers.first { $0["layer"] as? String == "fire-incidents" })
        #expect(fires["rows"] as? Int == 4_293)
        #expect(fires["newest"] as? String == "2025-12-30T18:18:00+03:00")
        #expect(fires["every"] as? String == "P1D")
        #expect(fires["due"] as? String == "2025-12-31T18:18:00+03:00")
        // Days since the last moment the data could come in time, by this clock.
        let due = try Date("2025-12-31T15:18:00Z", strategy: .iso8601)
        let late = try #require(fires["overdueDays"] as? Double)
        #expect(abs(late - Date().timeIntervalSince(due) / 86_400) < 0.2)
        // 12 suspect places, 5 near duplicates: 17 of 4,293.
        let share = try #require(fires["flaggedShare"] as? Double)
        #expect(share > 0.002 && share < 0.01)
    }

    /// Timed, so only where nothing else runs: among other tests a busy moment would decide. The figure itself
    /// comes from `Scripts/bench start`.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["TABAQA_LONG"] != nil, "timed: Scripts/test --long"))
    func `--version starts within 1.5 times an empty C program linked with the same libraries`() throws {
        let city = try Workspace()
        let tabaqa = Command.products.appendingPathComponent("tabaqa").path
        let linked = try Command.run("ldd", [tabaqa], in: city.folder)
        let needed = try Command.run("objdump", ["-p", tabaqa], in: city.folder).output
            .split(separator: "\n").filter { $0.contains("NEEDED") }
            .compactMap { $0.split(separator: " ").last.map(String.init) }
        try #require(needed.contains { $0.hasPrefix("libspatialite") })
        let paths = linked.output.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 2, words[1] == "=>",
                needed.contains(words[0].trimmingCharacters(in: .whitespaces))
            else { return nil }
            return words[2]
        }
        try city.write("int main(void) { return 0; }\n", to: "empty.c")
        let folders = Set(paths.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path })
        let compiled = try Command.run(
            "clang",
            ["-O2", "empty.c", "-o", "empty", "-Wl,--no-as-needed"] + paths
                + folders.map { "-Wl,-rpath,\($0)" }, in: city.folder)
        try #require(compiled.status == 0, "\(compiled.error)")
        // In turns, so that what else the machine does falls on both.
        var (empty, ours) = (Double.infinity, Double.infinity)
        for _ in 0..<20 {
            empty = min(empty, try milliseconds(city.path("empty"), [], in: city))
            ours = min(ours, try milliseconds(tabaqa, ["--version"], in: city))
        }
        #expect(ours <= 1.5 * empty, "\(ours) ms against \(empty) ms")
    }

    private func milliseconds(
        _ executable: String, _ arguments: [String], in city: Workspace
    ) throws -> Double {
        let began = ContinuousClock.now
        let result = try Command.run(executable, arguments, in: city.folder)
        #expect(result.status == 0)
        return began.duration(to: .now) / .milliseconds(1)
    }
}
