import Foundation
import Testing

/// What a hostile reader found once must not come back.
@Suite("Found by a stranger")
struct StrangerTests {
    private func city(_ files: (String, String)...) throws -> Workspace {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        for (layer, file) in files { try city.tabaqa("import", layer, Shared.sample(file)) }
        return city
    }

    @Test func `A store made anew at the same revision never shows the old store's rows`() throws {
        let city = try city(("fire-stations", "fire-stations.csv"))
        try city.tabaqa("export", "fire-stations", "-o", "a.csv")
        #expect(try city.csv("a.csv").count == 8)
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: city.path("city.tabaqa.sqlite" + suffix))
        }
        let text = try String(contentsOfFile: Shared.sample("fire-stations.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        try city.write(lines.prefix(4).joined(separator: "\n") + "\n", to: "fewer.csv")
        try city.tabaqa("init")
        try city.tabaqa("import", "fire-stations", "fewer.csv")
        try city.tabaqa("export", "fire-stations", "-o", "b.csv")
        #expect(try city.csv("b.csv").count == 3)
    }

    @Test func `Ids of a layer whose key is secret do not leave`() throws {
        let city = try Workspace()
        try city.write(
            """
            id: people
            department: x
            title: { ar: أشخاص, en: People, tr: Kişiler }
            kind: reference
            geometry: Point
            crs: EPSG:4326
            key: person
            sensitivity: internal
            properties:
              person: { type: string, sensitivity: secret, label: { ar: شخص, en: Person, tr: Kişi } }
              note: { type: string, label: { ar: ملاحظة, en: Note, tr: Not } }
            """, to: "Layers/x/people.yaml")
        try city.write("person,note,lon,lat\n12345678901,a,37.3,37.0\n", to: "p.csv")
        try city.tabaqa("init")
        try city.tabaqa("import", "people", "p.csv")
        try city.tabaqa("export", "people", "-o", "all.csv", "--audience", "exact")
        let id = try #require(try city.csv("all.csv").first?["id"])
        #expect(id.count == 32)
        try city.tabaqa("export", "people", "-o", "staff.csv")
        #expect(try !city.text("staff.csv").contains(id))
        #expect(try city.csv("staff.csv").first?["note"] == "a")
    }

    @Test func `A property called like a measure cannot pass for one`() throws {
        let city = try Workspace(layers: Shared.layers)
        let path = "Layers/planning/neighbourhoods.yaml"
        let text = try city.text(path).replacingOccurrences(
            of: "properties:\n",
            with: """
                properties:
                  count: { type: integer, sensitivity: restricted, label: { ar: عدد, en: Count, tr: Sayı } }

                """)
        try city.write(text, to: path)
        try city.tabaqa("init")
        try city.tabaqa("import", "neighbourhoods", Shared.sample("neighbourhoods.geojson"))
        try city.tabaqa("import", "fire-stations", Shared.sample("fire-stations.csv"))
        let result = try city.run(["join", "fire-stations", "neighbourhoods", "-o", "j.csv"])
        #expect(result.status == 64, "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: city.path("j.csv")))
    }

    @Test func `No output may overwrite the store, its source or a definition`() throws {
        let city = try city(("fire-stations", "fire-stations.csv"))
        try FileManager.default.copyItem(
            atPath: Shared.sample("fire-stations.csv"), toPath: city.path("in.csv"))
        for attempt in [
            ["import", "fire-stations", "in.csv", "--rejects", "city.tabaqa.sqlite"],
            ["import", "fire-stations", "in.csv", "--rejects", "./in.csv"],
            ["export", "fire-stations", "-o", "Layers/fire/fire-stations.csv"],
            ["heatmap", "fire-stations", "--legend", "city.tabaqa.sqlite-wal"],
        ] {
            #expect(try city.run(attempt).status == 73, "\(attempt)")
        }
        #expect(try city.run(["verify"]).status == 0)
    }

    @Test func `The public cannot find an event by choosing a distance`() throws {
        let city = try city(
            ("city-boundary", "city-boundary.geojson"), ("fire-incidents", "fire-incidents.csv"),
            ("fire-stations", "fire-stations.csv"))
        let result = try city.run(
            [
                "join", "fire-incidents", "fire-stations", "--predicate", "distance:308m", "-o", "d.csv",
                "--audience", "public",
            ])
        #expect(result.status == 77)
    }

    @Test func `Numbers, dates and boxes that once went wrong`() throws {
        let city = try Workspace()
        try city.write(
            "k;t;loss;lon;lat\n54;2024-06-01;1.234;37,05;37,05\n55;0001-01-01 00:00:00;2;37,05;37,05\n",
            to: "x.csv")
        try city.newLayer("things", from: "x.csv", department: "x")
        let definition = try city.text("Layers/x/things.yaml")
        try city.write(
            definition.replacingOccurrences(of: "type: date\n", with: "type: dateTime\n"),
            to: "Layers/x/things.yaml")
        let answer = try city.answer("import", "things", "x.csv", "--rejects", "r.csv")
        #expect(answer["read"] as? Int == 2)
        try city.tabaqa("export", "things", "-o", "out.csv")
        #expect(try city.csv("out.csv").first { $0["k"] == "54" }?["loss"] == "1234")
        #expect(
            try city.run(["export", "things", "-o", "o.csv", "--bbox", "-80.1,40.3,-79.9,40.5"]).status == 0)
        #expect(try city.run(["heatmap", "things", "-o", "h.png", "--cell", "1e300m"]).status == 64)
    }

    @Test func `Reading commands do not need to write`() throws {
        let city = try city(("fire-stations", "fire-stations.csv"))
        try city.tabaqa("status")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o444], ofItemAtPath: city.path("city.tabaqa.sqlite"))
        try city.tabaqa("status")
        try city.tabaqa("export", "fire-stations", "-o", "a.csv")
        try city.tabaqa("verify")
    }
}
