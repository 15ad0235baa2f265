import Foundation
import Testing

/// The same numbers leave in every format, and lie where GDAL looks for them.
@Suite("Values of a heatmap")
struct ValuesTests {
    @Test func `GeoTIFF, CSV and GeoJSON cells hold the same numbers at the same places`() throws {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try city.tabaqa("import", "fire-incidents", Shared.sample("fire-incidents.csv"))
        try city.tabaqa(
            "heatmap", "fire-incidents", "-o", "h.png", "--cell", "300m", "--crs", "EPSG:32637", "--values",
            "v.csv", "--values", "v.tif", "--values", "v.geojson")
        let rows = try city.csv("v.csv").map { row in
            (x: Double(row["x"] ?? ""), y: Double(row["y"] ?? ""), value: Double(row["value"] ?? ""))
        }

        let raster = try Command.run(
            "gdal_translate", ["-q", "-of", "XYZ", "v.tif", "v.xyz"], in: city.folder)
        try #require(raster.status == 0, "\(raster.error)")
        let pixels = try city.text("v.xyz").split(separator: "\n").map { line in
            line.split(separator: " ").map { Double($0) }
        }
        try #require(pixels.count == rows.count)
        var numbers = 0
        for (pixel, row) in zip(pixels, rows) {
            try #require(pixel.count == 3)
            #expect(abs((pixel[0] ?? .nan) - (row.x ?? .nan)) < 1e-5)
            #expect(abs((pixel[1] ?? .nan) - (row.y ?? .nan)) < 1e-5)
            // The CSV prints the float32 of the raster, no-data as nan.
            let (one, two) = (pixel[2].map { Float($0) } ?? .nan, row.value.map { Float($0) } ?? .nan)
            #expect(one == two || (one.isNaN && two.isNaN))
            numbers += two.isNaN ? 0 : 1
        }
        #expect(numbers > 500 && numbers < rows.count)

        let cells = try Command.run(
            "ogr2ogr",
            [
                "-f", "CSV", "cells.csv", "v.geojson", "-dialect", "SQLite", "-sql",
                "SELECT ST_X(ST_Centroid(ST_Transform(geometry, 32637))) AS x, "
                    + "ST_Y(ST_Centroid(ST_Transform(geometry, 32637))) AS y, value FROM \"fire-incidents\"",
            ], in: city.folder)
        try #require(cells.status == 0, "\(cells.error)")
        let polygons = try city.csv("cells.csv")
        let places = rows.filter { $0.value.map { !$0.isNaN } ?? false }
        try #require(polygons.count == places.count)
        for (polygon, row) in zip(polygons, places) {
            #expect(abs((Double(polygon["x"] ?? "") ?? .nan) - (row.x ?? .nan)) < 0.05)
            #expect(abs((Double(polygon["y"] ?? "") ?? .nan) - (row.y ?? .nan)) < 0.05)
            #expect(Double(polygon["value"] ?? "").map { Float($0) } == row.value.map { Float($0) })
        }
    }

    @Test func `A join's GeoJSON and CSV say the same of every area`() throws {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        for (layer, file) in [
            ("neighbourhoods", "neighbourhoods.geojson"), ("fire-incidents", "fire-incidents.csv"),
        ] { try city.tabaqa("import", layer, Shared.sample(file)) }
        let measures = [
            "--count", "--sum", "loss", "--mean", "response_min", "--min", "severity", "--max", "loss",
        ]
        for file in ["j.csv", "j.geojson"] {
            let result = try city.run(["join", "fire-incidents", "neighbourhoods", "-o", file] + measures)
            try #require(result.status == 0, "\(result.error)")
        }
        try city.tabaqa("join", "fire-incidents", "neighbourhoods", "--each", "-o", "each.csv")
        let root = try #require(
            try JSONSerialization.jsonObject(with: city.data("j.geojson")) as? [String: Any])
        var features: [String: [String: Any]] = [:]
        for feature in try #require(root["features"] as? [[String: Any]]) {
            let properties = try #require(feature["properties"] as? [String: Any])
            if let code = properties["code"] as? String { features[code] = properties }
        }
        let events = Dictionary(grouping: try city.csv("each.csv")) { $0["neighbourhoods.code"] ?? "" }
        let columns = ["count", "sum_loss", "mean_response_min", "min_severity", "max_loss"]
        var compared = 0
        for row in try city.csv("j.csv") where row["code"] != "unassigned" {
            let code = try #require(row["code"])
            let feature = try #require(features[code])
            let mine = events[code] ?? []
            // Added up once more, from the events themselves.
            func values(_ name: String) -> [Double] { mine.compactMap { Double($0[name] ?? "") } }
            let minutes = values("response_min")
            let again: [Double?] = [
                Double(mine.count), values("loss").reduce(0, +),
                minutes.isEmpty ? nil : minutes.reduce(0, +) / Double(minutes.count),
                values("severity").min(), values("loss").max(),
            ]
            for (column, sum) in zip(columns, again) {
                let written = Double(row[column] ?? "")
                let other = (feature[column] as? NSNumber)?.doubleValue
                #expect((written == nil) == (other == nil), "\(code) \(column)")
                // Foundation reads the JSON's numbers to within a unit in the last place.
                #expect(abs((written ?? 0) - (other ?? 0)) <= 1e-14 * abs(other ?? 0), "\(code) \(column)")
                if let sum, let written {
                    #expect(abs(written - sum) <= 1e-9 * max(1, abs(sum)), "\(code) \(column)")
                    compared += 1
                } else {
                    #expect(written == nil || written == 0, "\(code) \(column)")
                }
            }
        }
        #expect(compared > 59 * 4)
    }
}
