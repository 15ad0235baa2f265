import Foundation
import Testing

/// Counts per area equal GEOS on the source files and SpatiaLite's ST_Within on the store, exactly.
@Suite("Joins against GEOS and SpatiaLite SQL", .enabled(if: Oracle.isThere, Oracle.absence))
struct JoinOracleTests {
    /// A layer of points and one of areas, as their files come.
    private struct Case {
        var points: String
        var x = "longitude"
        var y = "latitude"
        var areas: String
        /// Names an area: the member of the file, and the property of the layer.
        var name: String
        var property: String?
        var flags: [String] = []
        var zone = "Europe/Istanbul"
        var metricCRS = "EPSG:32637"
    }

    private func compare(_ example: Case, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let city = try Workspace(zone: example.zone, metricCRS: example.metricCRS)
        for (layer, file, flags) in [
            ("points", example.points, example.flags), ("areas", example.areas, []),
        ] {
            let common = ["--dates", "iso,d.m.y,m/d/y"] + flags
            let made = try city.run(
                ["layer", "new", layer, "--from", file, "--department", "planning"] + common)
            try #require(made.status == 0, "\(made.error)", sourceLocation: sourceLocation)
            try city.tabaqa("init")
            let read = try city.run(["import", layer, file] + common)
            try #require(read.status == 0, "\(read.error)", sourceLocation: sourceLocation)
        }
        let truth = try Oracle.run(
            "areas_of_points.py", example.points, example.x, example.y, example.areas, example.name,
            in: city.folder
        ).json()
        try expectEqual(
            city, points: "points", areas: "areas", property: example.property ?? example.name, truth,
            sourceLocation: sourceLocation)
    }

    private func expectEqual(
        _ city: Workspace, points: String, areas: String, property: String, _ truth: [String: Any],
        sourceLocation: SourceLocation
    ) throws {
        // Where areas overlap or a point lies on an edge, GEOS gives no single answer to compare with.
        #expect(truth["several"] as? Int == 0, sourceLocation: sourceLocation)
        #expect(truth["edge"] as? Int == 0, sourceLocation: sourceLocation)
        let geos = try #require(truth["counts"] as? [String: Int], sourceLocation: sourceLocation)
        #expect(geos.values.reduce(0, +) > 0, sourceLocation: sourceLocation)

        try city.tabaqa("join", points, areas, "--count", "--include-flagged", "-o", "counts.csv")
        var ours: [String: Int] = [:]
        var unassigned: Int?
        for row in try city.csv("counts.csv") {
            let count = try #require(row["count"].flatMap { Int($0) })
            if row.values.contains("unassigned") {
                unassigned = count
            } else if count > 0 {
                ours[try #require(row[property]), default: 0] += count
            }
        }
        #expect(ours == geos, sourceLocation: sourceLocation)
        #expect(unassigned == truth["unassigned"] as? Int, sourceLocation: sourceLocation)

        let sql = try Oracle.run(
            "areas_by_sql.py", "city.tabaqa.sqlite", points, areas, property, in: city.folder
        ).json()
        #expect(sql["counts"] as? [String: Int] == ours, sourceLocation: sourceLocation)
        #expect(sql["total"] as? Int == truth["total"] as? Int, sourceLocation: sourceLocation)
    }

    private static let hasPittsburgh = Shared.has("pittsburgh")

    @Test(
        .enabled(if: hasPittsburgh, "shared data absent"),
        arguments: [
            ("Fire_Incidents.csv", "longitude", "latitude", []),
            ("property_tax_delinquency.csv", "longitude", "latitude", []),
            ("Non-Traffic_Citations.csv", "X", "Y", ["--crs", "EPSG:4326"]),
        ])
    func `Fires, tax debts and citations in the neighbourhoods of Pittsburgh`(
        _ file: String, _ x: String, _ y: String, _ flags: [String]
    ) throws {
        try compare(
            Case(
                points: Shared.data("pittsburgh/" + file), x: x, y: y,
                areas: Shared.data("pittsburgh/neighborhoods.geojson"), name: "name", flags: flags,
                zone: "America/New_York", metricCRS: "EPSG:32617"))
    }

    @Test(.enabled(if: Shared.has("boston_migrant_services"), "shared data absent"))
    func `Providers in the neighbourhoods of Boston`() throws {
        try compare(
            Case(
                points: Shared.data("boston_migrant_services/msm-providers.csv"),
                x: "Longitude (Example -72.4234)", y: "Latitude (Example 42.24345)",
                areas: Shared.data("boston_migrant_services/boston_neighbourhoods.geojson"), name: "name",
                zone: "America/New_York", metricCRS: "EPSG:32619"))
    }

    @Test(.enabled(if: Shared.has("gaziantep_rescue"), "shared data absent"))
    func `Fire stations of a KML in the districts of Gaziantep`() throws {
        try compare(
            Case(
                points: Shared.data("gaziantep_rescue/stations.kml"),
                areas: Shared.data("gaziantep_rescue/districts.geojson"), name: "name"))
    }

    @Test(.enabled(if: Shared.has("turkey_mahalle"), "shared data absent"))
    func `Centres of Turkey's neighbourhoods in the districts of the south-east`() throws {
        let folder = try Workspace()
        let unpacked = try Command.run(
            "gzip", ["-dc", Shared.data("turkey_mahalle/turkey_mahalle_centroids.csv.gz")], in: folder.folder)
        try #require(unpacked.status == 0, "\(unpacked.error)")
        try folder.write(unpacked.output, to: "centroids.csv")
        try compare(
            Case(
                points: folder.path("centroids.csv"), x: "lon", y: "lat",
                areas: Shared.data("turkey_mahalle/se_turkey_ilce.geojson"), name: "id",
                property: "source_id"))
    }

    @Test(.enabled(if: Shared.has("palestine"), "shared data absent"))
    func `Places in the governorates of Palestine`() throws {
        try compare(
            Case(
                points: Shared.data("palestine/known_locations.json"),
                areas: Shared.data("palestine/admin2.geojson"), name: "adm2_pcode", zone: "Asia/Hebron",
                metricCRS: "EPSG:28191"))
    }

    @Test(arguments: [
        ("fire-incidents", "fire-incidents.csv"), ("emergency-calls", "emergency-calls.csv"),
        ("waste-complaints", "waste-complaints.geojson"),
    ])
    func `Fires, calls and complaints in the neighbourhoods of the sample city`(
        _ layer: String, _ file: String
    ) throws {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try city.tabaqa("import", "neighbourhoods", Shared.sample("neighbourhoods.geojson"))
        try city.tabaqa("import", layer, Shared.sample(file))
        // Rows with a bad date have a place too but are not stored: the stored ones are compared.
        try city.tabaqa("export", layer, "-o", "points.csv", "--include-flagged")
        let truth = try Oracle.run(
            "areas_of_points.py", "points.csv", "x", "y", Shared.sample("neighbourhoods.geojson"), "code",
            in: city.folder
        ).json()
        try expectEqual(
            city, points: layer, areas: "neighbourhoods", property: "code", truth,
            sourceLocation: #_sourceLocation)
    }

    @Test
    func `The nearest station and its distance are GeographicLib's, and so are the counts within 800 m`()
        throws
    {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        try city.tabaqa("import", "fire-stations", Shared.sample("fire-stations.csv"))
        try city.tabaqa("import", "fire-incidents", Shared.sample("fire-incidents.csv"))
        try city.tabaqa(
            "join", "fire-incidents", "fire-stations", "--predicate", "nearest", "--each",
            "--include-flagged", "-o", "each.csv")
        let truth = try Oracle.run(
            "nearest.py", "each.csv", Shared.sample("fire-stations.csv"), "800", in: city.folder
        ).json()
        #expect(truth["rows"] as? Int == 4_293)
        #expect(truth["wrong"] as? Int == 0)
        #expect(try #require(truth["worst"] as? Double) <= 1e-3)

        try city.tabaqa(
            "join", "fire-incidents", "fire-stations", "--predicate", "distance:800m", "--count",
            "--include-flagged", "-o", "within.csv")
        var within: [String: Int] = [:]
        for row in try city.csv("within.csv") where row["station_no"] != "unassigned" {
            within[try #require(row["station_no"])] = Int(row["count"] ?? "")
        }
        #expect(within == truth["within"] as? [String: Int])
        #expect(within.values.reduce(0, +) > 500)
    }
}
