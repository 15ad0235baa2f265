import Foundation
import Testing

/// Changed definitions, damage, backups while others work, and selections that mean what they say.
@Suite("Care of the store")
struct StoreCareTests {
    private func city(_ layers: [(String, String)]) throws -> Workspace {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        for (layer, file) in layers { try city.tabaqa("import", layer, Shared.sample(file)) }
        return city
    }

    @Test func `A definition that only adds migrates the store, one that loses data prints the plan`() throws
    {
        let city = try city([("fire-stations", "fire-stations.csv")])
        let path = "Layers/fire/fire-stations.yaml"
        let definition = try city.text(path)
        let added = """
              ladder_m:
                type: decimal
                unit: m
                label: { ar: السلم, en: Ladder, tr: Merdiven }
              vehicles:

            """
        try city.write(
            definition.replacingOccurrences(of: "  vehicles:\n", with: added), to: path)
        try city.tabaqa("init")
        try city.tabaqa("export", "fire-stations", "-o", "more.csv")
        let rows = try city.csv("more.csv")
        #expect(rows.count == 8)
        #expect(rows.allSatisfy { $0["ladder_m"] == "" && $0["vehicles"] != "" })

        // Without the property that was there from the start, and of another type.
        let before = try city.data("more.csv")
        for (change, named) in [
            (definition.replacingOccurrences(of: "  phone: {", with: "  fax: {"), "phone"),
            (
                definition.replacingOccurrences(
                    of: "type: integer\n    range: 0...100\n    unit: vehicles", with: "type: string"),
                "vehicles"
            ),
        ] {
            try city.write(change, to: path)
            let refused = try city.run(["init"])
            #expect(refused.status == 65)
            #expect(refused.error.contains("fire-stations"), "\(refused.error)")
            #expect(refused.error.contains(named), "\(refused.error)")
            let unfit = try city.run(["import", "fire-stations", Shared.sample("fire-stations.csv")])
            #expect(unfit.status != 0 && unfit.error.contains("tabaqa init"), "\(unfit.error)")
        }
        try city.write(definition, to: path)
        let restored = try city.run(["init"])
        // The added property is gone from the definition again: that loses data too.
        #expect(restored.status == 65)
        #expect(restored.error.contains("ladder_m"))
        let columns = try Command.run(
            "sqlite3", ["city.tabaqa.sqlite", "SELECT count(*), sum(vehicles) FROM \"fire-stations\""],
            in: city.folder)
        let vehicles = try CSVText.rows(String(decoding: before, as: UTF8.self))
            .reduce(0) { $0 + (Int($1["vehicles"] ?? "") ?? 0) }
        #expect(columns.output == "8|\(vehicles)\n")
    }

    @Test func `verify finds damage, in the column files and in the store, and says where`() throws {
        let city = try city([("fire-stations", "fire-stations.csv")])
        try city.tabaqa("heatmap", "fire-stations", "-o", "a.png", "--weight", "count", "--bandwidth", "1km")
        let folder = city.folder.appendingPathComponent("city.tabaqa.sqlite.columns")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
                $0.hasPrefix("fire-stations@")
            })
        let columns = folder.appendingPathComponent(name)
        var bytes = try Data(contentsOf: columns)
        // More than the padding between two columns.
        for index in bytes.count - 400..<bytes.count { bytes[index] ^= 0xFF }
        try bytes.write(to: columns)
        let damaged = try city.run(["verify"])
        #expect(damaged.status == 65)
        #expect((damaged.output + damaged.error).contains(name))
        try city.tabaqa("heatmap", "fire-stations", "-o", "b.png", "--weight", "count", "--bandwidth", "1km")
        #expect(try city.data("a.png") == city.data("b.png"))
        #expect(try city.run(["verify"]).status == 0)

        try city.tabaqa("backup", "copy.sqlite")
        let handle = try FileHandle(forUpdating: city.folder.appendingPathComponent("copy.sqlite"))
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: size / 3)
        handle.write(Data((0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }))
        try handle.close()
        let broken = try city.run(["verify", "--store", "copy.sqlite"])
        #expect(broken.status == 65, "\(broken.status) \(broken.output)")
        #expect(try city.run(["verify"]).status == 0)
    }

    @Test func `A backup made while an import runs is whole and restores`() throws {
        let city = try city([("fire-stations", "fire-stations.csv")])
        var rows = "hydrant_no,category,status,longitude,latitude\n"
        let count = 150_000
        for index in 0..<count {
            let x = 37.3 + Double(index % 997) * 1e-4
            rows += "K\(index),above_ground,working,\(x),\(37.0 + Double(index % 991) * 1e-4)\n"
        }
        try city.write(rows, to: "hydrants.csv")
        let importing = Process()
        importing.executableURL = Command.products.appendingPathComponent("tabaqa")
        importing.arguments = ["import", "fire-hydrants", "hydrants.csv", "--quiet"]
        importing.currentDirectoryURL = city.folder
        importing.standardError = FileHandle.nullDevice
        try importing.run()
        var backups: [String] = []
        while importing.isRunning, backups.count < 6 {
            let name = "backup-\(backups.count).sqlite"
            try city.tabaqa("backup", name)
            backups.append(name)
        }
        importing.waitUntilExit()
        #expect(importing.terminationStatus == 0)
        #expect(!backups.isEmpty)
        for backup in backups {
            #expect(try city.run(["verify", "--store", backup]).status == 0)
            try city.tabaqa("export", "fire-stations", "-o", "s.csv", "--store", backup)
            #expect(try city.csv("s.csv").count == 8)
            let stored = try Command.run(
                "sqlite3", [backup, "SELECT count(*) FROM \"fire-hydrants\""], in: city.folder
            ).output
            #expect(stored == "0\n" || stored == "\(count)\n", "\(stored)")
        }
        // Restoring is putting the copy in the store's place.
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: city.path("city.tabaqa.sqlite" + suffix))
        }
        try FileManager.default.moveItem(
            atPath: city.path(try #require(backups.first)), toPath: city.path("city.tabaqa.sqlite"))
        let again = try city.answer("import", "fire-hydrants", "hydrants.csv")
        #expect(again["stored"] as? Int == count)
        #expect(try city.run(["verify"]).status == 0)
    }

    @Test func `Rejects list row, reason, column and value, and the sums of the report hold`() throws {
        let city = try city([("city-boundary", "city-boundary.geojson")])
        for (layer, file) in [
            ("fire-incidents", "fire-incidents.csv"), ("emergency-calls", "emergency-calls.csv"),
            ("waste-complaints", "waste-complaints.geojson"),
        ] {
            let report = try city.answer(
                "import", layer, Shared.sample(file), "--rejects", "rejects.csv")
            let text = try city.text("rejects.csv").replacingOccurrences(of: "\u{FEFF}", with: "")
            #expect(text.prefix { !$0.isNewline } == "row,reason,column,value")
            let read = try #require(report["read"] as? Int)
            let stored = try #require(report["stored"] as? Int)
            let rejected = try #require(report["rejectedRows"] as? Int)
            #expect(read == stored + rejected, "\(file)")
            #expect((report["flaggedRows"] as? Int ?? 0) <= stored)
            let rows = try city.csv("rejects.csv")
            #expect(Set(rows.compactMap { $0["row"] }).count == rejected)
            let reasons = try #require(report["rejected"] as? [String: Int])
            #expect(Dictionary(grouping: rows) { $0["reason"] ?? "" }.mapValues(\.count) == reasons)
        }
    }

    @Test(arguments: [
        ("severity >= 3 AND category IN ('building', 'vehicle')", "number"),
        ("category = 'grass' OR NOT (severity BETWEEN 1 AND 4)", "or"),
        ("loss IS NULL AND neighbourhood LIKE 'A%'", "null"),
        ("reported_at >= TIMESTAMP('2024-01-01T00:00:00Z')", "time"),
    ])
    func `A filter selects the rows its words say`(_ filter: String, _ kind: String) throws {
        let city = try city([("fire-incidents", "fire-incidents.csv")])
        try city.tabaqa("export", "fire-incidents", "-o", "all.csv")
        try city.tabaqa("export", "fire-incidents", "-o", "some.csv", "--filter", filter)
        let wanted = try city.csv("all.csv").filter { row in
            let severity = Int(row["severity"] ?? "")
            let category = row["category"] ?? ""
            switch kind {
            case "number": return (severity ?? 0) >= 3 && ["building", "vehicle"].contains(category)
            case "or": return category == "grass" || severity.map { !(1...4).contains($0) } ?? false
            case "null": return row["loss"] == "" && (row["neighbourhood"] ?? "").hasPrefix("A")
            default: return (row["reported_at"] ?? "") >= "2024-01-01T00:00:00Z"
            }
        }.compactMap { $0["incident_no"] }
        let got = try city.csv("some.csv").compactMap { $0["incident_no"] }
        #expect(!wanted.isEmpty && wanted.count < 4_000)
        #expect(got.sorted() == wanted.sorted())
    }
}
