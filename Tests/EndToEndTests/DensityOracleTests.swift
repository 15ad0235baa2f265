import Foundation
import Testing

/// Densities of the command against direct sums over geodesic distances, in NumPy.
@Suite("Density against the direct sum", .enabled(if: Oracle.isThere, Oracle.absence))
struct DensityOracleTests {
    /// Zones with a change of clocks: 2,500 events around 37.4° E, 37.06° N, on five-minute steps of UTC.
    private static let zone = "America/New_York"

    private func city() throws -> Workspace {
        let city = try Workspace(zone: Self.zone)
        try Oracle.run("density.py", "make", "events.csv", in: city.folder)
        try city.newLayer("events", from: "events.csv", department: "fire")
        try #require(try city.answer("import", "events", "events.csv")["stored"] as? Int == 2_500)
        return city
    }

    private struct Settings: Encodable {
        var kernel = "quartic"
        var crs = "EPSG:3857"
        var bandwidth = 500.0
        var weighted = true
        var years = 1.0
        var zone = DensityOracleTests.zone
        var days: [String]?
        var hours: [Int]?
        var weekdays: [Int]?
    }

    /// Draws, and expects the values to be the direct sums and to add up to the events.
    private func compare(
        _ city: Workspace, _ settings: Settings, _ flags: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let drawn = try city.run(
            [
                "heatmap", "events", "-o", "h.png", "--values", "values.csv", "--legend", "legend.json",
                "--cell", "100m", "--bandwidth", "\(Int(settings.bandwidth))m", "--crs", settings.crs,
                "--kernel", settings.kernel, "--weight", settings.weighted ? "burden" : "count",
            ] + flags)
        try #require(drawn.status == 0, "\(drawn.error)", sourceLocation: sourceLocation)
        try JSONEncoder().encode(settings)
            .write(to: city.folder.appendingPathComponent("settings.json"))
        let truth = try Oracle.run(
            "density.py", "check", "events.csv", "values.csv", "settings.json", in: city.folder
        ).json()
        let legend = try #require(
            try JSONSerialization.jsonObject(with: city.data("legend.json")) as? [String: Any])
        let used = try #require(truth["used"] as? Int)
        #expect(used > 0, sourceLocation: sourceLocation)
        #expect(legend["used"] as? Int == used, sourceLocation: sourceLocation)
        let worst = try #require(truth["worst"] as? Double)
        #expect(worst <= 0.005, sourceLocation: sourceLocation)
        let mass = try #require(truth["mass"] as? Double)
        #expect(abs(mass - 1) <= 0.005, sourceLocation: sourceLocation)
        let area = try #require(legend["cellAreaKm2"] as? Double)
        let middle = try #require(truth["middleArea"] as? Double)
        #expect(abs(area / middle - 1) <= 1e-6, sourceLocation: sourceLocation)
    }

    @Test(
        arguments: ["gaussian", "quartic", "epanechnikov", "triweight", "uniform", "triangular"],
        ["EPSG:3857", "EPSG:32637"])
    func `Every kernel, weighted, on both kinds of grid`(_ kernel: String, _ crs: String) throws {
        try compare(city(), Settings(kernel: kernel, crs: crs))
    }

    @Test func `Counts instead of weights, and per year`() throws {
        let city = try city()
        try compare(city, Settings(weighted: false))
        // Two whole civil years without a leap day.
        try compare(
            city, Settings(years: 730 / 365.2425, days: ["2022-01-01", "2023-12-31"]),
            ["--per-year", "--datetime", "2022-01-01/2023-12-31"])
        #expect(try city.text("legend.json").contains("\"unit\":\"burden/(km²·a)\""))
    }

    @Test func `Days, hours and weekdays are selected as zoneinfo would`() throws {
        let city = try city()
        try compare(
            city, Settings(days: ["2023-03-01", "2023-11-30"]), ["--datetime", "2023-03-01/2023-11-30"])
        try compare(city, Settings(days: ["0001-01-01", "2022-12-31"]), ["--datetime", "../2022"])
        try compare(city, Settings(hours: [22, 23, 0, 1, 2, 3, 4, 5]), ["--hour", "22-5"])
        try compare(city, Settings(hours: [8, 9, 17, 18, 19]), ["--hour", "8,9,17-19"])
        try compare(city, Settings(weekdays: [6, 7]), ["--weekday", "sat,sun"])
        try compare(
            city,
            Settings(days: ["2022-10-01", "2024-03-31"], hours: [0, 1, 2, 3], weekdays: [5, 6, 7, 1]),
            ["--datetime", "2022-10/2024-03", "--hour", "0-3", "--weekday", "fri-mon"])
    }
}
