import Foundation
import Testing

/// An outsider tries every command and format and searches the bytes for what must not leave.
@Suite("Audience")
struct AudienceTests {
    /// A restricted layer whose every row carries marks that no honest output contains.
    private func city() throws -> Workspace {
        let city = try Workspace()
        try city.write(
            """
            id: visits
            department: migrants
            title: { ar: زيارات, en: Visits, tr: Ziyaretler }
            kind: observation
            geometry: Point
            crs: EPSG:4326
            key: visit_no
            time: { property: day, zone: Europe/Istanbul }
            sensitivity: restricted
            disclosure: { minimumCount: 10, grid: 500 m, window: P1M, subject: person }
            properties:
              visit_no: { type: string, label: { ar: رقم, en: Number, tr: No } }
              day: { type: date, label: { ar: يوم, en: Day, tr: Gün } }
              person: { type: string, sensitivity: secret, label: { ar: شخص, en: Person, tr: Kişi } }
            """, to: "Layers/migrants/visits.yaml")
        try city.write(
            """
            id: areas
            department: planning
            title: { ar: أحياء, en: Areas, tr: Mahalleler }
            kind: reference
            geometry: Polygon
            crs: EPSG:4326
            key: name
            sensitivity: public
            properties:
              name: { type: string, label: { ar: اسم, en: Name, tr: Ad } }
            """, to: "Layers/planning/areas.yaml")
        try city.write(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"All"},"geometry":
            {"type":"Polygon","coordinates":[[[37.2,36.9],[37.6,36.9],[37.6,37.3],[37.2,37.3],[37.2,36.9]]]}}]}
            """, to: "areas.geojson")
        var rows = "visit_no,day,person,lon,lat\n"
        // Thirty persons in one cell, one person forty times in another, one alone far off.
        for index in 0..<30 {
            rows +=
                "V\(index),2025-03-\(index % 28 + 1),PERSON\(index),37.3812\(10 + index),37.0623\(10 + index)\n"
        }
        for index in 0..<40 { rows += "W\(index),2025-04-01,LONER1,37.4111\(index % 10),37.09111\n" }
        rows += "X1,2025-05-17,LONER2,37.51917,37.19917\n"
        try city.write(rows, to: "visits.csv")
        try city.tabaqa("init")
        try city.tabaqa("import", "areas", "areas.geojson")
        try city.tabaqa("import", "visits", "visits.csv")
        return city
    }

    private let secrets = [
        "LONER", "PERSON", "37.4111", "37.0911", "37.5191", "37.1991", "2025-05-17", "2025-04-01", "37.38121",
    ]

    @Test(arguments: ["public", "department"])
    func `No command or format shows a guarded row to those who may not see it`(_ audience: String) throws {
        let city = try city()
        let attempts: [[String]] = [
            ["export", "visits", "-o", "out.geojson"], ["export", "visits", "-o", "out.csv"],
            ["export", "visits", "-o", "out.gpkg"], ["export", "visits", "-o", "out.kml"],
            ["export", "visits", "-o", "out.shp"], ["export", "visits", "-o", "out.geojsons"],
            ["export", "visits", "-o", "out.xlsx"],
            ["export", "visits", "-o", "out.csv", "--filter", "person = 'LONER2'"],
            ["join", "visits", "areas", "-o", "out.geojson"],
            ["join", "visits", "areas", "-o", "out.csv", "--each"],
            ["join", "areas", "visits", "-o", "out.csv", "--predicate", "distance:500m"],
            ["join", "visits", "areas", "--sheet", "out.png"],
            ["heatmap", "visits", "-o", "out.png", "--legend", "legend.json", "--legend", "legend.png"],
            ["heatmap", "visits", "--values", "out.csv"], ["heatmap", "visits", "--values", "out.geojson"],
            ["heatmap", "visits", "--values", "out.tif"],
            ["heatmap", "visits", "-o", "out.png", "--bbox", "37.5,37.1,37.6,37.2"],
            ["heatmap", "visits", "-o", "out.png", "--datetime", "2025-05-17"],
            ["heatmap", "visits", "-o", "out.png", "--filter", "person = 'LONER2'"],
            ["heatmap", "visits", "--sheet", "out.png", "--over", "areas"],
            ["heatmap", "areas", "--sheet", "out.png", "--over", "visits"],
            ["status"], ["status", "--json"], ["layers", "--json"], ["verify"],
        ]
        for attempt in attempts {
            for file in try FileManager.default.contentsOfDirectory(atPath: city.folder.path)
            where file.hasPrefix("out") || file.hasPrefix("legend") {
                try FileManager.default.removeItem(atPath: city.path(file))
            }
            let result = try city.run(attempt + ["--audience", audience])
            var bytes = Data((result.output + result.error).utf8)
            for file in try FileManager.default.contentsOfDirectory(atPath: city.folder.path)
            where file.hasPrefix("out") || file.hasPrefix("legend") {
                bytes.append(try city.data(file))
            }
            for secret in secrets where !attempt.contains(where: { $0.contains(secret) }) {
                #expect(
                    bytes.range(of: Data(secret.utf8)) == nil,
                    "\(secret) in the answer of \(attempt.joined(separator: " "))")
            }
            #expect([0, 64, 65, 77].contains(result.status), "\(attempt): \(result.status) \(result.error)")
        }
    }

    @Test func `Only cells with enough different people come out`() throws {
        let city = try city()
        try city.tabaqa("heatmap", "visits", "--values", "cells.csv", "--audience", "public")
        let values = try city.csv("cells.csv").compactMap { Double($0["value"] ?? "") }.filter { !$0.isNaN }
        // 30 events on 0.25 km²; the forty visits of one person and the lone visit stay inside.
        #expect(values.count == 1)
        #expect(abs((values.first ?? 0) - 120) < 1e-3)
    }

    @Test func `Those entitled see exact rows`() throws {
        let city = try city()
        try city.tabaqa("export", "visits", "-o", "all.csv", "--audience", "exact")
        #expect(try city.csv("all.csv").count == 71)
        #expect(try city.text("all.csv").contains("LONER2"))
    }

    @Test func `Refusals end with exit code 77 and say what is possible`() throws {
        let city = try city()
        let result = try city.run(["export", "visits", "-o", "all.csv"])
        #expect(result.status == 77)
        #expect(result.error.contains("--audience exact"))
        #expect(!FileManager.default.fileExists(atPath: city.path("all.csv")))
    }
}
